"""Where messages arrive: a mail server with a name and a certificate, and a real Kannel whose
centre prints what would go out. Both in a network of their own, where the configuration of
docs/installing.md expects them.
"""

import json
import re
import subprocess
import time
from pathlib import Path

from tree import TestFailure

ROOT = Path(__file__).resolve().parents[2]
# Debian's own, which has Debian's aiosmtpd.
PYTHON = "/usr/bin/python3"

KANNEL = """group = core
admin-port = 13000
admin-interface = 127.0.0.1
admin-password = unused
smsbox-port = 13001
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = *.*.*.*
dlr-storage = internal

group = smsc
smsc = fake
smsc-id = fake
port = 13002
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {port}
sendsms-interface = 127.0.0.1
sendsms-chars = 0123456789+

group = sendsms-user
username = "{username}"
password = "{password}"
max-messages = 1
concatenation = false

group = sms-service
keyword = default
max-messages = 0
text = unused
"""


def wait_for(what, find, seconds_max=60):
    """What `find` returns, once that is something."""
    end = time.monotonic() + seconds_max
    while time.monotonic() < end:
        found = find()
        if found:
            return found
        time.sleep(0.1)
    raise TestFailure(f"{what} does not come")


class Sink:
    """Programs of this machine whose output goes into a folder."""

    def __init__(self, folder, enter):
        """`enter` are the words that enter the network."""
        self.folder = folder
        self._enter = enter
        self._processes = []
        folder.mkdir(exist_ok=True)

    def run(self, name, *words):
        with (self.folder / name).open("w") as file:
            self._processes.append(subprocess.Popen(
                [*self._enter, *words], stdin=subprocess.DEVNULL, stdout=file, stderr=file))

    def text_of(self, name):
        return (self.folder / name).read_text(errors="replace")

    def wait_for_line(self, name, part):
        wait_for(f"'{part}' of {name}", lambda: part in self.text_of(name))

    def close(self):
        for process in reversed(self._processes):
            process.kill()
            process.wait()


class MailServer(Sink):
    """Wants STARTTLS and a password, in the name that the configuration has. `tree` learns where
    the name leads and trusts its certificate."""

    def __init__(self, folder, enter, tree, settings):
        super().__init__(folder, enter)
        host, port = re.fullmatch(r"smtp://(.+):(\d+)", settings["server"]).groups()
        key, certificate = folder / "mail.key", folder / "mail.crt"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                        "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout",
                        key, "-out", certificate], check=True, capture_output=True)
        trusted = tree.path("/usr/local/share/ca-certificates/mail.crt")
        trusted.write_text(certificate.read_text())
        tree.run("update-ca-certificates")
        with tree.path("/etc/hosts").open("a") as hosts:
            hosts.write(f"127.0.0.1 {host}\n")
        self.run("mail", PYTHON, ROOT / "tests" / "email" / "smtp_sink.py", "--port", port,
                 "--mode", "starttls", "--certificate", certificate, "--key", key, "--auth",
                 "--username", settings["username"], "--password", settings["password"])
        self.wait_for_line("mail", port)

    def message(self):
        """The first one."""
        found = wait_for("a mail", lambda: re.search(r"^\{.+\}$", self.text_of("mail"), re.M))
        return json.loads(found[0])


class Gateway(Sink):
    """Kannel with the user that the configuration has."""

    def __init__(self, folder, enter, settings):
        super().__init__(folder, enter)
        port = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/cgi-bin/sendsms",
                            settings["kannel_sendsms_url"])[1]
        configuration = folder / "kannel.conf"
        configuration.write_text(KANNEL.format(port=port, username=settings["kannel_username"],
                                               password=settings["kannel_password"]))
        self.run("bearerbox", "/usr/sbin/bearerbox", configuration)
        self.wait_for_line("bearerbox", "smsc_fake: start called")
        self.run("smsbox", "/usr/sbin/smsbox", configuration)
        self.wait_for_line("smsbox", f"HTTP: Including port {port}")
        self.wait_for_line("bearerbox", "Client connected from")
        # It sends nothing itself, but needs to know what.
        self.run("centre", "/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r", "13002", "-i",
                 "1", "-m", "0", "1 2 text unsent")
        self.wait_for_line("bearerbox", "Fakesmsc client connected")

    def message(self):
        """Receiver and text of the first one, as in `Got message 1: <from to text WORDS>`."""
        found = wait_for("a text message", lambda: re.search(
            r"Got message \d+: <\S+ (\S+) text (.+)>$", self.text_of("centre"), re.M))
        return found.groups()
