"""Devices that follow their event streams, and come back when a stream breaks."""

import threading
import time

import api
from load import ACTIVATION_PATH, BROKEN, UNAVAILABLE, Caller

# Heartbeats come every 15 s.
SILENCE_SECONDS_MAX = 40


class Device:
    """One device: bound, on its stream, until it is notified `unbound`."""

    def __init__(self, layout, ledger, account, code):
        self.account = account
        self.told_at = None       # When `unbound` arrived.
        self.opened = []          # When a stream said `bound`.
        self._layout = layout
        self._ledger = ledger
        self._code = code
        self._stop = False
        self._connection = None
        self._thread = threading.Thread(target=self._live, daemon=True)

    def start(self):
        self._thread.start()

    def stop_soon(self):
        """It ends with the next line that it reads, and with the program at the latest."""
        self._stop = True

    def is_following(self, since=0):
        return any(each >= since for each in self.opened)

    def _live(self):
        credential = self._activate()
        while credential and not self._stop and self.told_at is None:
            try:
                self._follow(credential)
            except BROKEN:
                pass
            time.sleep(0.1)

    def _activate(self):
        caller = Caller(self._layout, self._ledger)
        while not self._stop:
            answered = caller.once("POST", ACTIVATION_PATH,
                                   {"activeCode": self._code, "sn": f"ST-{self.account}"}, {})
            if answered is None:
                time.sleep(0.1)
                continue
            caller.close()
            if answered[0] == 200:
                return answered[1]["accessToken"]
            self._ledger.note_broken(f"{self.account}: a device was answered {answered}")
            return ""
        return ""

    def _follow(self, credential):
        connection = api.connect(self._layout, seconds_max=SILENCE_SECONDS_MAX)
        try:
            connection.request("GET", "/v1/terminal/events",
                               headers={"X-Access-Token": credential})
            answer = connection.getresponse()
            if answer.status in UNAVAILABLE:
                return
            if answer.status == 401:
                # The reset came while there was no stream; this is how the device learns of it.
                self.told_at = time.monotonic()
                return
            while not self._stop:
                line = answer.readline()
                if not line:
                    return
                if line.startswith(b"event: bound"):
                    self.opened.append(time.monotonic())
                if line.startswith(b"event: unbound"):
                    self.told_at = time.monotonic()
                    return
        finally:
            connection.close()
