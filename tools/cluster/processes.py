"""Starts processes without a service manager and ends exactly those, by files with their ids."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from layout import ClusterError, make_folder


@dataclass
class Part:
    """A process of the cluster."""

    name: str
    command: list
    user: object = None  # An entry of the password file; None: the user that starts it.
    environment: dict = field(default_factory=dict)
    stop_signal: int = signal.SIGTERM
    stop_seconds_max: float = 30


def _stat(pid):
    """State and start time of a process, or None if there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return None
    # The name in parentheses may hold anything, parentheses included.
    fields = text[text.rindex(")") + 2:].split()
    return fields[0], fields[19]


def is_alive(pid):
    stat = _stat(pid)
    return stat is not None and stat[0] not in "ZX"


def descendants(pid):
    """All processes below `pid` as of now."""
    children = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            text = (entry / "stat").read_text("utf-8", errors="replace")
        except OSError:
            continue
        parent = int(text[text.rindex(")") + 2:].split()[1])
        children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        for child in children.get(todo.pop(), []):
            found.append(child)
            todo.append(child)
    return found


def wait_until(condition, seconds_max, pause=0.1):
    """Whether `condition` came true in time; `seconds_max` bounds the wait, nothing is timed."""
    end = time.monotonic() + seconds_max
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def send(pid, number):
    """Sends a signal; a process that is gone needs none."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


class Processes:
    """The running processes of one cluster. A file names each by id and start time, so that an id
    that the system gave to another process is never taken for ours."""

    def __init__(self, layout):
        self._run = layout.path("run")
        self._logs = layout.path("log")

    def _file(self, name):
        return self._run / f"{name}.pid"

    def log_file(self, name):
        return self._logs / f"{name}.log"

    def log_tail(self, name, lines=15):
        try:
            text = self.log_file(name).read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    def pid(self, name):
        """The id of the process, or None if it does not run."""
        try:
            pid, started = self._file(name).read_text("ascii").split()
        except (FileNotFoundError, ValueError):
            return None
        stat = _stat(pid)
        if stat is None or stat[0] in "ZX" or stat[1] != started:
            return None
        return int(pid)

    def start(self, part):
        make_folder(self._run)
        make_folder(self._logs)
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8",
                       **part.environment}
        identity = {}
        if part.user is not None:
            identity = {"user": part.user.pw_uid, "group": part.user.pw_gid,
                        "extra_groups": []}
            environment["HOME"] = part.user.pw_dir
        with open(self.log_file(part.name), "ab") as log:
            child = subprocess.Popen(
                part.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                env=environment, start_new_session=True, umask=0o077, **identity)
        stat = _stat(child.pid)
        if stat is None:
            raise ClusterError(f"{part.name} ended at once")
        self._file(part.name).write_text(f"{child.pid} {stat[1]}\n", "ascii")
        # It outlives us; until then its end must be seen.
        _children[child.pid] = child

    def stop(self, part):
        """Asks it to end, and makes it end if it takes too long. Whether it ran."""
        pid = self.pid(part.name)
        if pid is not None:
            send(pid, part.stop_signal)
            if not wait_until(lambda: not _runs(pid), part.stop_seconds_max):
                for each in [*descendants(pid), pid]:
                    send(each, signal.SIGKILL)
                wait_until(lambda: not _runs(pid), 10)
        self._file(part.name).unlink(missing_ok=True)
        return pid is not None

    def kill(self, name):
        """Kills it as a crash would. Its id, or None if it did not run."""
        pid = self.pid(name)
        if pid is None:
            return None
        send(pid, signal.SIGKILL)
        wait_until(lambda: not _runs(pid), 10, pause=0.01)
        return pid


_children = {}


def _runs(pid):
    child = _children.get(pid)
    if child is not None and child.poll() is not None:
        del _children[pid]
    return is_alive(pid)
