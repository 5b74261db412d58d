"""What the service acknowledged under load, and what it must therefore keep to."""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Account:
    """One terminal account. One thread at a time works on it, so that "last" has a meaning."""

    name: str
    code: str = ""                    # Of the last acknowledged reset.
    is_spent: bool = False            # Someone may have spent that code.
    credential: str = ""              # Of the device that did, if its answer arrived.
    ended: list = field(default_factory=list)  # Credentials that a reset has ended.


class Ledger:
    """Shared by all threads of the load."""

    def __init__(self):
        self._lock = threading.Lock()
        self.resets = []        # (request id, account, when it was answered)
        self.served = []        # When a write succeeded.
        self.failed = {}        # Failed attempts by what they ended with; all were repeated.
        self.broken = []        # Promises that were broken, in words.
        self.activations = 0
        self.races = 0          # Codes that two devices presented at once.
        self.refused = 0        # Old credentials that were refused right after a reset.

    def note_reset(self, request_id, account):
        with self._lock:
            self.resets.append((request_id, account, time.monotonic()))
            self.served.append(time.monotonic())

    def note_race(self, account, bound_count):
        with self._lock:
            self.races += 1
            self.activations += bound_count
            if bound_count:
                self.served.append(time.monotonic())
            if bound_count > 1:
                self.broken.append(f"{account}: one code bound {bound_count} devices")

    def note_refused(self):
        with self._lock:
            self.refused += 1

    def note_failure(self, what):
        with self._lock:
            self.failed[what] = self.failed.get(what, 0) + 1

    def note_broken(self, what):
        with self._lock:
            self.broken.append(what)

    def failures(self):
        with self._lock:
            return dict(self.failed)

    def longest_silence(self, begin, end):
        """The longest time without a successful write within a span."""
        with self._lock:
            times = sorted(each for each in self.served if begin <= each <= end)
        times = [begin, *times, end]
        return max(later - earlier for earlier, later in zip(times, times[1:]))

    def count_served(self, begin, end):
        """How many writes succeeded within a span."""
        with self._lock:
            return sum(begin <= each <= end for each in self.served)

    def has_served_since(self, moment):
        with self._lock:
            return any(each > moment for each in reversed(self.served[-50:]))
