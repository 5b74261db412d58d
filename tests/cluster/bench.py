"""A cluster of its own in a temporary folder, with load on it."""

import base64
import secrets
import shutil
import tempfile
import time
from pathlib import Path

import api
import lifecycle
import parts
from gateway import SLOW_NUMBER, Gateway
from layout import DATABASES, ClusterError
from ledger import Account, Ledger
from load import Client, Load, Pulse
from network import Network
from nodes import administrator
from processes import Processes, wait_until
from streams import Device

# Accounts under load, with a device on its event stream, and with a slow message on its way.
ACCOUNTS = 45
DEVICES = 6
HELD = 6
# What is expected to come back by itself gets this long. Nothing here is a measurement.
SECONDS_MAX = 90


def environment(gateway, node):
    """All terminals of the load have one address and one phone number, which the guards are
    right to stop; here they are in the way."""
    key = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    return {
        "ROOMKEY_GUESS_PER_SOURCE": "1000000", "ROOMKEY_GUESS_PER_NETWORK": "1000000",
        "ROOMKEY_GUESS_PER_MINUTE": "1000000",
        "ROOMKEY_GUARD_SMS_PER_NUMBER": "0", "ROOMKEY_GUARD_SMS_PER_CORP": "0",
        "ROOMKEY_GUARD_SMS_PER_COUNTRY": "0", "ROOMKEY_GUARD_SMS_PER_DAY": "0",
        "ROOMKEY_GUARD_EMAIL_PER_ADDRESS": "0",
        "ROOMKEY_SMS_WEBHOOK_URL": gateway.url(node),
        "ROOMKEY_SMS_WEBHOOK_SECRETS": f"whsec_{key}",
        "ROOMKEY_LOG_LEVEL": "warning",
    }


class Bench:
    """Use it in a `with`: what was started is stopped, and the folder removed unless `keep`."""

    def __init__(self, say, keep, etcd_count):
        self.say = say
        self._keep = keep
        self._etcd_count = etcd_count
        self.place = Path(tempfile.mkdtemp(prefix="roomkey-failover."))
        # PostgreSQL's user has to get through.
        self.place.chmod(0o711)
        self.ledger = Ledger()
        self.gateway = Gateway()
        self.layout = None
        self.network = None
        self.client = self.load = self.pulse = None
        self.devices = []
        self.has_killed_node = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for device in self.devices:
            device.stop_soon()
        if self.layout is not None:
            lifecycle.stop(self.layout, lambda _: None)
        if self.network is not None:
            self.network.close()
        self.gateway.stop()
        if self._keep:
            self.say(f"kept: {self.place}")
        else:
            lifecycle.remove(self.place / "cluster")
            shutil.rmtree(self.place, ignore_errors=True)

    def start(self):
        self.layout = lifecycle.Start(
            self.place / "cluster", self.say, self._etcd_count, public_port=None,
            node_environment=lambda node: environment(self.gateway, node),
            database_environment=self._lines).run()
        self.processes = Processes(self.layout)
        made = administrator(self.layout)
        self.token = api.sign_in(self.layout, made["adminAccount"], made["adminPassword"])
        self.accounts = [Account(name) for name in self._make_accounts(
            ACCOUNTS + DEVICES + HELD + 1)]
        self.client = Client(self.layout, self.ledger, self.token)
        self.load = Load(self.client, self.accounts[:ACCOUNTS])
        self.pulse = Pulse(self.client, self.accounts[-1])

    def _lines(self, layout, database):
        if self.network is None:
            self.network = Network(layout)
        return self.network.environment(database)

    def _make_accounts(self, count):
        headers = {"X-Access-Token": self.token}
        connection = api.connect(self.layout)
        for number in range(count):
            status, answer = api.call(
                connection, "POST", "/v1/usg/dcs/corp/vision/activecode",
                {"devType": "idea-hub", "devName": f"Load {number:03}",
                 "emailAddr": "email@example.com"}, headers)
            if status != 200:
                raise ClusterError(f"no account could be made: {status} {answer}")
        status, answer = api.call(
            connection, "GET",
            "/v1/usg/dcs/corp/member?userType=13&containsUnActive=true&searchKey=Load&limit=500",
            None, headers)
        connection.close()
        names = [each["userAccount"] for each in answer["data"]]
        if status != 200 or len(names) != count:
            raise ClusterError(f"{len(names)} accounts instead of {count} ({status})")
        return names

    def connect_devices(self):
        """A device on its event stream for each account that is kept for that."""
        self.devices = []
        for account in self.accounts[ACCOUNTS:ACCOUNTS + DEVICES]:
            self.client.reset(account)
            device = Device(self.layout, self.ledger, account.name, account.code)
            account.is_spent = True
            device.start()
            self.devices.append(device)
        return self.wait(lambda: all(device.is_following() for device in self.devices))

    def tell_devices(self):
        """Resets the account of each device; the longest that one took to hear of it, in seconds,
        or None if one never did."""
        longest = 0
        for device in self.devices:
            account = next(each for each in self.accounts if each.name == device.account)
            self.client.reset(account)
            answered_at = time.monotonic()
            if not self.wait(lambda: device.told_at is not None):
                return None
            longest = max(longest, device.told_at - answered_at)
        return longest

    def send_slow_messages(self):
        """Lets the nodes send messages whose answers take long; a node that waits for one."""
        for account in self.accounts[ACCOUNTS + DEVICES:-1]:
            self.client.reset(account, SLOW_NUMBER)
        self.wait(lambda: self.gateway.holder() is not None)
        return self.gateway.holder()

    def wait(self, condition):
        """Whether it came true. While a part is down nobody may be there to answer."""
        def holds():
            try:
                return condition()
            except ClusterError:
                return False
        return wait_until(holds, SECONDS_MAX)

    def restart(self, name):
        """Starts a part that was killed."""
        part = next(each for each in parts.every_part(self.layout) if each.name == name)
        if part.name.startswith("node"):
            part.environment = environment(self.gateway, name)
        if part.name in DATABASES:
            part.environment = self.network.environment(name)
        self.processes.start(part)

