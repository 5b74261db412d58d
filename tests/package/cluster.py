"""docs/installing-cluster.md as it is written: its blocks as root in three bare trees, which share
a network with the addresses of the page. systemctl is played; the units are those of the packages.
"""

import re
import shlex
import shutil
import subprocess

from life import ROOT, expect
from manager import PATH, Manager
from sinks import wait_for
from spaces import Network
from tree import TestFailure, Tree
from unit import Service, Unit

PAGE = ROOT / "docs" / "installing-cluster.md"
# Whom a block is for; the last words in bold before it say so.
ROLES = {"each machine": (1, 2, 3), "the first machine": (1,), "the second machine": (2,),
         "the second and third machine": (2, 3)}
# Where the commands of the page are typed.
FOLDER = "/root"


def blocks():
    """Each as the title of its section, the machines that it is for, and its commands."""
    title, before = "", ""
    for part in re.split(r"^(## [^\n]+|```sh\n.*?^```$)", PAGE.read_text(), flags=re.M | re.S):
        if part.startswith("## "):
            title, before = part[3:], ""
        elif part.startswith("```sh\n"):
            named = re.findall(r"\*\*[Oo]n (.+?)[.:]?\*\*", before)
            expect("a block is for machines", named and set(named) <= set(ROLES), named)
            machines = sorted({number for name in named for number in ROLES[name]})
            yield title, machines, part[6:-3]
            before = ""
        else:
            before += part


class Daemon:
    """A unit of another package, started in a tree as far as its unit says how."""

    def __init__(self, tree, log, enter, name):
        path = tree.path(f"/lib/systemd/system/{name}.service")
        unit = Unit(path)
        environment = {"PATH": PATH, "LANG": "C.UTF-8"}
        for words in re.findall(r"^Environment=(.*)$", path.read_text(), re.M):
            environment.update(word.split("=", 1) for word in shlex.split(words))
        defaults = tree.path(f"/etc/default/{name}")
        if defaults.is_file():
            environment.update(word.split("=", 1) for word in shlex.split(
                defaults.read_text(), comments=True))
        words = []
        for word in unit.get("ExecStart").split():
            whole = re.fullmatch(r"\$(\w+)", word)
            # A variable that stands alone is as many words as it has.
            words += environment.get(whole[1], "").split() if whole else [word]
        user = unit.get("User")
        front = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"] if user else []
        # The folders of /run that systemd would have made at the start of the machine.
        for folder, owner in (("haproxy", "haproxy"), ("postgresql", "postgres")):
            tree.run("install", "-d", "-m", "2775", "-o", owner, "-g", owner, f"/run/{folder}")
        self._process = subprocess.Popen(
            [*enter, "chroot", str(tree.place), *front, *words], env=environment,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(60)
        finally:
            self._process.kill()


class Machine:
    def __init__(self, number, tree, network, log):
        self.number = number
        self.tree = tree
        self._enter = network.enter
        self._log = log
        self._running = []
        self._manager = Manager(tree, is_active=False, obey=self._obey)
        self._manager.__enter__()

    def _obey(self, verb, unit):
        expect("a verb that the test knows", verb == "enable", verb)
        if unit == "roomkey":
            service = Service(self.tree, self._log, self._enter)
            service.start()
        else:
            service = Daemon(self.tree, self._log, self._enter, unit)
        self._running.append(service)

    def run(self, script, may_fail=False):
        done = subprocess.run(
            [*self._enter, "chroot", str(self.tree.place), "sh", "-euc", f"cd {FOLDER}\n{script}"],
            text=True, capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env={**self._manager.environment, "LC_ALL": "C.UTF-8", "HOME": "/root"})
        if done.returncode != 0 and not may_fail:
            raise TestFailure(f"machine {self.number}:\n{script}\n{done.stdout}{done.stderr}")
        return done.stdout

    def give(self, other, *names):
        for name in names:
            shutil.copy(self.tree.path(f"{FOLDER}/{name}"), other.tree.path(FOLDER))

    def patroni(self):
        return self.run("patronictl -c /etc/patroni/config.yml list", may_fail=True)

    def close(self):
        for service in reversed(self._running):
            service.stop()
        # Patroni's unit leaves PostgreSQL to itself.
        pid = self.tree.path("/var/lib/postgresql/15/roomkey/postmaster.pid")
        if pid.is_file():
            self.run("runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl stop --mode fast "
                     "--pgdata /var/lib/postgresql/15/roomkey", may_fail=True)
        self._manager.__exit__(None, None, None)


def install(bench, tree, script):
    """The packages, once: the other machines are copies. Not in the network, which reaches no
    source; and nothing is started, because systemd does not run."""
    played = tree.path("/usr/local/bin/systemctl")
    played.write_text("#!/bin/sh\n")
    played.chmod(0o755)
    shutil.copy(bench.package, tree.path(FOLDER))
    tree.run("sh", "-euc", f"cd {FOLDER}\n{script}", environment={"PATH": PATH})
    played.unlink()
    tree.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
             "/CN=rooms.example.com", "-keyout", f"{FOLDER}/server.key", "-out",
             f"{FOLDER}/server.crt")


class Installation:
    """The three machines, and what happens between the blocks of the page."""

    def __init__(self, machines):
        self.machines = machines
        self._first = machines[0]

    def run(self, title, numbers, script):
        for machine in self.machines:
            if machine.number not in numbers:
                continue
            if title == "PostgreSQL" and machine.number == 2:
                wait_for("a leader", lambda: " Leader " in self._first.patroni(), 120)
            if "endpoint health" in script:
                wait_for("etcd", lambda: "is healthy" in machine.run(script, may_fail=True))
            out = machine.run(script.replace("NUMBER=1\n", f"NUMBER={machine.number}\n"))
        # What the page says that the reader does, sees or waits for.
        if title == "Certificates":
            for other in self.machines[1:]:
                name = f"machine{other.number}"
                self._first.give(other, "ca.crt", f"{name}.crt", f"{name}.key")
        elif "patronictl" in script:
            wait_for("a synchronous standby",
                     lambda: " Sync Standby " in self._first.patroni(), 120)
        elif "cp -p" in script:
            for other in self.machines[1:]:
                self._first.give(other, "keyring")
        elif title == "HAProxy":
            found = re.findall(r"^ready,(node\d),.*?,(UP|DOWN)\b", out, re.M)
            expect("HAProxy's view of the nodes", found == [
                (f"node{number}", "UP") for number in (1, 2, 3)], out)

    def check(self):
        """A client reaches the API by each HAProxy."""
        for machine in self.machines:
            machine.run(f"curl --silent --fail --insecure --output /dev/null "
                        f"https://10.0.0.1{machine.number}/openapi.json")


def as_written(bench):
    page = list(blocks())
    expect("the page begins with the packages", page[0][0] == "Packages", page[0][0])
    trees, machines, network = [Tree(bench.place / "machine1", bench.archive)], [], Network()
    try:
        install(bench, trees[0], page[0][2])
        trees += [Tree(bench.place / f"machine{number}", copied=trees[0]) for number in (2, 3)]
        with (bench.place / "cluster.log").open("w") as log:
            for number, tree in enumerate(trees, 1):
                network.add_address(f"10.0.0.1{number}/24")
                machines.append(Machine(number, tree, network, log))
            installation = Installation(machines)
            for title, numbers, script in page[1:]:
                installation.run(title, numbers, script)
            installation.check()
    finally:
        for machine in reversed(machines):
            machine.close()
        network.close()
        for tree in trees:
            tree.close(bench.keep)
