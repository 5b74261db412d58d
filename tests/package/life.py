"""The package from installation to purge, as an operator would do it."""

import base64
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from manager import Manager
from tree import TestFailure, Tree
from unit import Service, Unit

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = "/etc/roomkey/roomkey.toml"


def expect(what, is_so, found=""):
    if not is_so:
        raise TestFailure(f"{what}{': ' + str(found) if found != '' else ''}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def lintian(bench):
    done = subprocess.run(["lintian", "--no-cfg", "--allow-root", "--tag-display-limit", "0",
                           str(bench.package)], text=True, capture_output=True, check=False)
    tags = done.stdout.splitlines()
    expect("lintian has errors", not [tag for tag in tags if tag.startswith("E:")], done.stdout)
    print("".join(f"    {tag}\n" for tag in tags), end="")


def verify_unit(tree):
    """In the tree, where the programs are that it names."""
    words = tree.run("systemd-analyze", "verify", "--man=no", "roomkey.service", may_fail=True)
    findings = [line for line in words.splitlines() if "roomkey" in line]
    expect("systemd-analyze verify", not findings, words)
    unit = Unit(tree.path("/lib/systemd/system/roomkey.service"))
    for name, value in {"StartLimitIntervalSec": "0", "Restart": "always",
                        "LimitCORE": "0"}.items():
        expect(f"{name} of the unit", unit.get(name) == value, unit.get(name))


def check_modes(tree):
    for place, facts in {"/etc/roomkey": "750 root roomkey", CONFIGURATION: "640 root roomkey",
                         "/var/lib/roomkey": "700 roomkey roomkey"}.items():
        expect(f"mode and owner of {place}", tree.facts(place) == facts, tree.facts(place))


class Installed:
    """The installed service, and what an operator of it knows."""

    def __init__(self, tree, log):
        self.tree = tree
        self.port = free_port()
        self.ops_port = free_port()
        self.service = Service(tree, log)
        self.secrets = None

    def configure(self):
        """What the first lines of the configuration are there for."""
        path = self.tree.path(CONFIGURATION)
        text = path.read_text()
        for key, port in ("listen", self.port), ("ops_listen", self.ops_port):
            text, count = re.subn(rf'^{key} = ".*"$', f'{key} = "127.0.0.1:{port}"', text,
                                  flags=re.M)
            expect(f"{key} in {CONFIGURATION}", count == 1)
        path.write_text(text)

    def command(self, *words, text=None):
        return json.loads(self.tree.run("roomkey", *words, "--config", CONFIGURATION, "--json",
                                        user="roomkey", text=text))

    def init(self, hint):
        """Runs the command that the package prints when it is installed."""
        found = re.search(r"^  (runuser -u roomkey -- roomkey init .*)--name NAME$", hint, re.M)
        expect("the package says how to go on", found, hint)
        words = found[1].split()[4:]
        self.secrets = json.loads(self.tree.run(*words, "--name", "Acme", "--json",
                                                user="roomkey"))

    def start(self):
        self.service.start()
        url = f"http://127.0.0.1:{self.ops_port}/readyz"
        expect("the service becomes ready", self.service.wait_until(lambda: status_of(url) == 200))

    def stop(self):
        expect("exit code after SIGTERM", self.service.stop() == 0)

    def sign_in(self):
        """By account and password over HTTPS, trusting the certificate that was made."""
        account, password = self.secrets["adminAccount"], self.secrets["adminPassword"]
        certificate = self.tree.path("/var/lib/roomkey/tls/server.crt")
        proof = base64.b64encode(f"{account}:{password}".encode()).decode()
        request = urllib.request.Request(
            f"https://127.0.0.1:{self.port}/v1/usg/acs/auth/account", method="POST",
            data=json.dumps({"account": account, "clientType": 72}).encode(),
            headers={"Authorization": f"Basic {proof}", "Content-Type": "application/json"})
        trust = ssl.create_default_context(cafile=str(certificate))
        with urllib.request.urlopen(request, timeout=10, context=trust) as reply:
            return json.load(reply)["accessToken"]

    def reset(self, token, account):
        """The cURL of the README, with this token, account and port; the new code."""
        readme = (ROOT / "README.md").read_text()
        command = re.search(r"^curl .*?/reset$", readme, re.M | re.S)[0]
        for pattern, value in ((r"stb\.\.\.", token), (r"hub_\w+", account),
                               (r"127\.0\.0\.1:8443", f"127.0.0.1:{self.port}")):
            command, count = re.subn(pattern, value, command)
            expect(f"{pattern} in the README's cURL", count == 1, command)
        done = subprocess.run(["sh", "-c", command], text=True, capture_output=True, check=False)
        expect("the README's cURL is answered", done.stdout.startswith("HTTP/1.1 200"),
               done.stdout + done.stderr)
        return json.loads(done.stdout.split("\n\n", 1)[-1].strip())["activeCode"]

    def doctor(self):
        found = self.command("doctor")
        expect("doctor", found["good"], found)


def listens(configuration):
    return re.search(r'^listen = "(.*)"$', configuration, re.M)[1]


def packaged_configuration(tree, package):
    """As the package has it."""
    folder = tree.path("/tmp/unpacked")
    subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    text = (folder / CONFIGURATION.lstrip("/")).read_text()
    shutil.rmtree(folder)
    return text


def replace_untouched(bench, tree):
    """A configuration that nobody has changed is the new package's after an upgrade, and a service
    that was never wanted is left alone."""
    path = tree.path(CONFIGURATION)
    expect("the first package's configuration",
           path.read_text() == packaged_configuration(tree, bench.older[0]))
    with Manager(tree, is_active=False, obey=lambda *words: None) as manager:
        tree.install(bench.older[1], environment=manager.environment)
        expect("nothing is started", manager.asked == [], manager.asked)
    expect("an untouched configuration is replaced",
           path.read_text() == packaged_configuration(tree, bench.older[1]))


def install_first(bench, tree, log):
    tree.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "systemd")
    hint = tree.install(bench.older[0])
    replace_untouched(bench, tree)
    installed = Installed(tree, log)
    check_modes(tree)
    verify_unit(tree)
    expect("no service is started before init", not tree.run("find", "/var/lib/roomkey", "-type",
                                                             "f"))
    enabled = tree.run("systemctl", "is-enabled", "roomkey", may_fail=True).strip()
    expect("it is not enabled before init", enabled == "disabled", enabled)
    installed.configure()
    installed.init(hint)
    tree.run("systemctl", "enable", "roomkey")
    installed.start()
    installed.doctor()
    return installed


def use(installed):
    """A reset; the token and the terminal's account, to be looked for after an upgrade."""
    account = installed.command("code", "add", "--type", "idea-hub", "--name", "Boardroom")
    token = installed.sign_in()
    code = installed.reset(token, account["account"])
    expect("the code", re.fullmatch(r"\d{11}", code), code)
    return token, account["account"], code


def upgrade_running(bench, installed):
    """As `apt-get install` with the service running; dpkg's question about the configuration, which
    operator and package have changed, is answered by an empty line: keep mine."""
    def obey(*words):
        expect("a restart is all that is asked for", words == ("restart", "roomkey.service"), words)
        installed.stop()
        installed.start()

    before = installed.service.process_id()
    with Manager(installed.tree, is_active=True, obey=obey) as manager:
        installed.tree.install(bench.package, environment=manager.environment, text="\n")
        expect("one restart", manager.asked == ["restart roomkey.service"], manager.asked)
    after = installed.service.process_id()
    program = os.readlink(f"/proc/{after}/exe")
    expect("another process runs", after != before, after)
    expect("it runs the new program", program.endswith("/usr/bin/roomkey"), program)


def check_configuration(bench, tree, before):
    expect("the operator's configuration is kept", tree.path(CONFIGURATION).read_text() == before)
    offered = tree.path(f"{CONFIGURATION}.dpkg-dist").read_text()
    expect("the new package's is next to it",
           offered == packaged_configuration(tree, bench.package))
    old = listens(packaged_configuration(tree, bench.older[1]))
    expect("the packages differ in it", listens(offered) != old, old)


def upgrade(bench, installed, token, account, code):
    before = installed.tree.path(CONFIGURATION).read_text()
    upgrade_running(bench, installed)
    version = installed.tree.run("dpkg-query", "-W", "-f", "${Version}", "roomkey")
    expect("the version after the upgrade", version == bench.package.name.split("_")[1], version)
    enabled = installed.tree.run("systemctl", "is-enabled", "roomkey").strip()
    expect("it stays enabled", enabled == "enabled", enabled)
    check_configuration(bench, installed.tree, before)
    check_modes(installed.tree)
    listed = json.dumps(installed.command("code", "list"))
    expect("terminal and code are kept", account in listed and code in listed, listed)
    expect("a token stays valid", installed.reset(token, account) != code)
    installed.doctor()


def purge(tree):
    tree.run("apt-get", "remove", "--yes", "--quiet", "roomkey")
    expect("removing keeps the data", tree.path("/var/lib/roomkey/roomkey.db").is_file())
    expect("removing keeps the configuration", tree.path(CONFIGURATION).is_file())
    uid = tree.run("id", "--user", "roomkey").strip()
    tree.run("apt-get", "purge", "--yes", "--quiet", "roomkey")
    left = tree.run("find", "/", "-xdev", "(", "-name", "*roomkey*", "-o", "-uid", uid, "-o",
                    "-gid", uid, ")", "-not", "-path", "/proc/*")
    expect("nothing is left", not left, left)
    expect("the user is gone", not tree.run("getent", "passwd", "roomkey", may_fail=True))


def whole_life(bench):
    tree = Tree(bench.place / "life", bench.archive)
    installed = None
    try:
        with (bench.place / "service.log").open("w+") as log:
            installed = install_first(bench, tree, log)
            upgrade(bench, installed, *use(installed))
            installed.stop()
            log.seek(0)
            text = log.read()
        for name in "adminPassword", "appKey":
            expect(f"no {name} in the log", installed.secrets[name] not in text)
        purge(tree)
    finally:
        if installed is not None:
            installed.service.stop()
        tree.close(bench.keep)
