"""docs/installing.md as it is written: its commands in a bare tree, in their order, each block as
root; its configuration added to the file. systemctl is played by `unit.Service`.
"""

import re
import shlex
import shutil
import subprocess
import time
from pathlib import Path

from life import expect
from tree import TestFailure, Tree
from unit import Service

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = "/etc/roomkey/roomkey.toml"


def blocks():
    text = (ROOT / "docs" / "installing.md").read_text()
    return re.findall(r"^```(sh|toml)\n(.*?)^```$", text, re.M | re.S)


class Reader:
    """Does what the page says, in a network of its own, where all ports are free."""

    def __init__(self, tree, package, log):
        self._tree = tree
        self._log = log
        self._service = None
        self._holder = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "ip link set lo up; echo ready; exec sleep infinity"],
            stdout=subprocess.PIPE, text=True)
        expect("the network", self._holder.stdout.readline() == "ready\n")
        self._enter = ["nsenter", "--net", "--target", str(self._holder.pid)]
        shutil.copy(package, tree.path("/srv"))
        self._tree.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                       "-subj", "/CN=rooms.example.com", "-keyout", "/srv/server.key", "-out",
                       "/srv/server.crt")

    def follow(self):
        for kind, text in blocks():
            if kind == "toml":
                with self._tree.path(CONFIGURATION).open("a") as file:
                    file.write("\n" + text)
                continue
            for line in text.splitlines():
                if line.startswith("systemctl "):
                    self._control(*shlex.split(line)[1:])
                else:
                    self._run(line)

    def _run(self, line):
        # Without the network there are no package lists to fetch; the tree has fresh ones.
        if line == "apt-get update":
            return
        done = subprocess.run([*self._enter, "chroot", str(self._tree.place), "sh", "-c",
                               f"cd /srv && {line}"], text=True, capture_output=True, check=False,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
                                   "DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode != 0:
            raise TestFailure(f"{line}\n{done.stdout}{done.stderr}")

    def _control(self, verb, *rest):
        # `Service` reads unit and drop-ins at each start.
        if verb == "daemon-reload":
            return
        expect("the unit", rest[-1] == "roomkey", rest)
        if verb == "reload":
            self._service.reload()
            time.sleep(1)
            expect("it runs after a reload", self._service.is_running())
            return
        expect("a verb that the test knows", verb in ("enable", "restart", "disable"), verb)
        self.stop()
        if verb != "disable":
            self._service = Service(self._tree, self._log, self._enter)
            self._service.start()
            self._run("curl --fail --silent --retry 30 --retry-connrefused --retry-delay 1 "
                      "http://127.0.0.1:9464/readyz")

    def stop(self):
        if self._service is not None:
            expect("exit code after SIGTERM", self._service.stop() == 0)
            self._service = None

    def close(self):
        if self._service is not None:
            self._service.stop()
        self._holder.kill()
        self._holder.wait()


def as_written(bench):
    tree = Tree(bench.place / "document", bench.archive)
    reader = None
    try:
        depends = subprocess.run(["dpkg-deb", "--field", bench.package, "Depends"], text=True,
                                 stdout=subprocess.PIPE, check=True).stdout.strip()
        tree.run("apt-get", "satisfy", "--yes", "--quiet", "--no-install-recommends",
                 f"{depends}, curl, openssl, ca-certificates")
        with (bench.place / "document.log").open("w") as log:
            reader = Reader(tree, bench.package, log)
            reader.follow()
        expect("the page ends without roomkey", not tree.path("/etc/roomkey").exists())
    finally:
        if reader is not None:
            reader.close()
        tree.close(bench.keep)
