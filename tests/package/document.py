"""docs/installing.md as it is written: its commands in a bare tree, in their order, each block as
root; its configuration added to the file. systemctl is played by `unit.Service`. After the parts on
mail and text messages one of each has to arrive.
"""

import json
import re
import shlex
import shutil
import subprocess
import time
import tomllib
from pathlib import Path

import reader
from life import expect
from sinks import Gateway, MailServer
from spaces import Network
from tree import TestFailure, Tree
from unit import Service

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = "/etc/roomkey/roomkey.toml"


class Operator:
    """Does what the page says, in a network of its own, where all ports are free."""

    def __init__(self, tree, bench, log):
        self._tree = tree
        self._place = bench.place
        self._log = log
        self._service = None
        self._sinks = []
        self._network = Network()
        self._enter = self._network.enter
        shutil.copy(bench.package, tree.path("/srv"))
        self._tree.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                       "-subj", "/CN=rooms.example.com", "-keyout", "/srv/server.key", "-out",
                       "/srv/server.crt")

    def follow(self):
        checks = {"Mail": self._check_mail, "Text messages": self._check_text}
        for title, blocks in reader.sections(ROOT / "docs" / "installing.md"):
            for kind, text in blocks:
                if kind in ("sh", "toml"):
                    self._do(kind, text)
            if title in checks:
                checks.pop(title)()
        expect("the page has these parts", not checks, list(checks))

    def _do(self, kind, text):
        if kind == "toml":
            with self._tree.path(CONFIGURATION).open("a") as file:
                file.write("\n" + text)
            return
        for line in text.splitlines():
            if line.startswith("systemctl "):
                self._control(*shlex.split(line)[1:])
            else:
                self._run(line)

    def _settings(self, table):
        return tomllib.loads(self._tree.path(CONFIGURATION).read_text())[table]

    def _sent_code(self, *contact):
        """The code of a room whose code is reset and sent there."""
        def command(*words):
            return json.loads(self._run(shlex.join(
                ["runuser", "-u", "roomkey", "--", "roomkey", *words, "--config", CONFIGURATION,
                 "--json"])))

        account = command("code", "add", "--type", "idea-hub", "--name", "Told")["account"]
        return command("code", "reset", account, *contact)["activeCode"]

    def _check_mail(self):
        settings = self._settings("email")
        server = MailServer(self._place / "mail", self._enter, self._tree, settings)
        self._sinks.append(server)
        code = self._sent_code("--email", "room@example.org")
        message = server.message()
        expect("the mail is from the configured sender", message["from"] == settings["from"],
               message["from"])
        expect("the mail's receiver", message["to"] == "room@example.org", message["to"])
        expect("the mail is encrypted", message["tls"])
        expect("the mail has the code", code in re.sub(r"(?<=\d) (?=\d)", "", message["text"]),
               message["text"])

    def _check_text(self):
        gateway = Gateway(self._place / "gateway", self._enter, self._settings("sms"))
        self._sinks.append(gateway)
        code = self._sent_code("--phone", "+14155550100", "--country", "usa", "--language", "en-US")
        receiver, text = gateway.message()
        expect("the text's receiver", receiver == "+14155550100", receiver)
        expect("the text has the code", code in re.sub(r"(?<=\d) (?=\d)", "", text), text)

    def _run(self, line):
        # Without the network there are no package lists to fetch; the tree has fresh ones.
        if line == "apt-get update":
            return ""
        done = subprocess.run([*self._enter, "chroot", str(self._tree.place), "sh", "-c",
                               f"cd /srv && {line}"], text=True, capture_output=True, check=False,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
                                   "DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode != 0:
            raise TestFailure(f"{line}\n{done.stdout}{done.stderr}")
        return done.stdout

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
        for sink in self._sinks:
            sink.close()
        self._network.close()


def as_written(bench):
    tree = Tree(bench.place / "document", bench.archive)
    operator = None
    try:
        depends = subprocess.run(["dpkg-deb", "--field", bench.package, "Depends"], text=True,
                                 stdout=subprocess.PIPE, check=True).stdout.strip()
        tree.run("apt-get", "satisfy", "--yes", "--quiet", "--no-install-recommends",
                 f"{depends}, curl, openssl, ca-certificates")
        with (bench.place / "document.log").open("w") as log:
            operator = Operator(tree, bench, log)
            operator.follow()
        expect("the page ends without roomkey", not tree.path("/etc/roomkey").exists())
    finally:
        if operator is not None:
            operator.close()
        tree.close(bench.keep)
