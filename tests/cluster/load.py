"""Bounded load on a cluster through its public port: resets, activations, event streams."""

import concurrent.futures
import http.client
import itertools
import random
import ssl
import threading
import time

import api

CALL_SECONDS_MAX = 5
# Bounds the load; the machine has other things to do.
PAUSE = 0.03
REPEAT_PAUSE = 0.1
RACE_SHARE = 0.4
# At these the service says that it is not able to right now; all else is an answer.
UNAVAILABLE = (500, 502, 503, 504)
ACTIVATION_PATH = "/v1/terminal/activation"
BROKEN = (OSError, http.client.HTTPException)


class Caller:
    """A client with one connection at a time, opened again now and then so that all nodes get some
    of the load. For one thread."""

    def __init__(self, layout, ledger):
        self._layout = layout
        self._ledger = ledger
        self._context = api.tls_context(layout)
        self._connection = None
        self._calls_left = 0

    def once(self, method, path, body, headers):
        """Status and answer, or None if nobody knows what became of the request."""
        if self._connection is None or self._calls_left <= 0:
            self.close()
            self._connection = api.connect(self._layout, seconds_max=CALL_SECONDS_MAX,
                                           context=self._context)
            self._calls_left = random.randint(5, 40)
        self._calls_left -= 1
        try:
            status, answer = api.call(self._connection, method, path, body, headers)
        except BROKEN as error:
            self.close()
            self._ledger.note_failure(_words(error))
            return None
        if status in UNAVAILABLE:
            self._ledger.note_failure(f"status {status}")
            return None
        return status, answer

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _words(error):
    """Few enough kinds for a table."""
    if isinstance(error, (TimeoutError, ssl.SSLWantReadError)):
        return "no answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    return "connection broken"


class Abandoned(Exception):
    """The test is over; what has no answer by now gets none."""


class Client:
    """What clients do, repeated until it is answered. Any thread may use it."""

    def __init__(self, layout, ledger, token):
        self._layout = layout
        self._ledger = ledger
        self._token = {"X-Access-Token": token}
        self._ids = itertools.count(1)
        self._callers = threading.local()
        self._is_abandoned = threading.Event()

    def abandon(self):
        self._is_abandoned.set()

    def caller(self):
        if not hasattr(self._callers, "mine"):
            self._callers.mine = Caller(self._layout, self._ledger)
        return self._callers.mine

    def reset(self, account, number_to_text=None):
        """Repeats under one key until it is acknowledged: a lost answer is replayed."""
        number = next(self._ids)
        headers = {**self._token, "X-Request-Id": f"failover-{number}",
                   "Idempotency-Key": f"failover-{number}"}
        if number_to_text is None and number % 4 == 0:
            number_to_text = "+8617300009092"
        body = {"smsNumber": number_to_text} if number_to_text else None
        status, answer = self._until_answered("PUT", api.reset_path(account.name), body, headers)
        if status != 200:
            self._ledger.note_broken(f"{account.name}: a reset was answered {status} {answer}")
            return
        self._ledger.note_reset(f"failover-{number}", account.name)
        if account.credential:
            account.ended.append(account.credential)
        account.code, account.is_spent, account.credential = answer["activeCode"], False, ""

    def expect_refused(self, account, credential):
        status, _ = self._until_answered("GET", "/v1/terminal", None,
                                         {"X-Access-Token": credential})
        if status == 401:
            self._ledger.note_refused()
        else:
            self._ledger.note_broken(
                f"{account.name}: a credential opened something after a reset ({status})")

    def race(self, account, pool):
        """Two devices present the account's code at once, on threads of `pool`."""
        account.is_spent = True
        serials = [f"SN-{account.name}-{next(self._ids)}" for _ in range(2)]
        results = list(pool.map(lambda serial: self._present(account.code, serial), serials))
        bound = [credential for credential, _ in results if credential]
        self._ledger.note_race(account.name, len(bound))
        if bound:
            account.credential = bound[0]
        elif all(is_certain for _, is_certain in results):
            self._ledger.note_broken(f"{account.name}: its acknowledged code was refused")

    def _present(self, code, serial):
        """(credential or "", whether no earlier attempt can have spent the code unseen)."""
        is_certain = True
        while True:
            answered = self._attempt("POST", ACTIVATION_PATH, {"activeCode": code, "sn": serial},
                                     {})
            if answered is None:
                is_certain = False
                continue
            status, answer = answered
            if status == 200:
                return answer["accessToken"], True
            if status != 400:
                self._ledger.note_broken(f"{serial}: an activation was answered {status}")
            return "", is_certain

    def _until_answered(self, *request):
        while True:
            answered = self._attempt(*request)
            if answered is not None:
                return answered

    def _attempt(self, *request):
        if self._is_abandoned.is_set():
            raise Abandoned
        answered = self.caller().once(*request)
        if answered is None:
            time.sleep(REPEAT_PAUSE)
        return answered


class Load:
    """Threads that reset accounts and let two devices at once present some of the codes."""

    def __init__(self, client, accounts, threads=9):
        self._client = client
        self._stop = threading.Event()
        self._pool = concurrent.futures.ThreadPoolExecutor(2 * threads)
        shares = [accounts[start::threads] for start in range(threads)]
        self._threads = [threading.Thread(target=self._work, args=(share,)) for share in shares]

    def start(self):
        for thread in self._threads:
            thread.start()

    def stop(self, seconds_max):
        """Ends after the turns that were begun. Whether all came to an end."""
        self._stop.set()
        end = time.monotonic() + seconds_max
        for thread in self._threads:
            thread.join(max(0, end - time.monotonic()))
        is_over = not any(thread.is_alive() for thread in self._threads)
        self._client.abandon()
        self._pool.shutdown()
        return is_over

    def _work(self, accounts):
        try:
            while not self._stop.is_set():
                for account in accounts:
                    if self._stop.is_set():
                        return
                    self._turn(account)
                    time.sleep(PAUSE)
        except Abandoned:
            pass

    def _turn(self, account):
        """One reset, what has to follow from it, and sometimes a race for the new code."""
        self._client.reset(account)
        for credential in account.ended:
            self._client.expect_refused(account, credential)
        account.ended.clear()
        if random.random() < RACE_SHARE:
            self._client.race(account, self._pool)


class Pulse:
    """A write every tenth of a second over a new connection each, so that the time without service
    is known to about that."""

    def __init__(self, client, account):
        self._client = client
        self._account = account
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def start(self):
        self._thread.start()

    def stop(self):
        self._stop.set()

    def _work(self):
        try:
            while not self._stop.is_set():
                self._client.reset(self._account)
                self._client.caller().close()
                time.sleep(0.1)
        except Abandoned:
            pass
