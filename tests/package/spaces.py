"""Namespaces: a network where all ports are free, and a tree mounted as a container has it."""

import dataclasses
import resource
import shlex
import subprocess

from life import expect
from tree import TestFailure


def hold(*words):
    """A process that keeps namespaces alive; they are there once this returns."""
    holder = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    expect("the namespaces", holder.stdout.readline() == "ready\n")
    return holder


class Network:
    """With a loopback device and nothing else."""

    def __init__(self):
        self._holder = hold("unshare", "--net", "sh", "-c",
                            "ip link set lo up; echo ready; exec sleep infinity")
        self.enter = ["nsenter", "--net", "--target", str(self._holder.pid)]

    def add_address(self, address):
        subprocess.run([*self.enter, "ip", "address", "add", address, "dev", "lo"], check=True)

    def close(self):
        self._holder.kill()
        self._holder.wait()


@dataclasses.dataclass
class Confinement:
    """What compose file or manifest say of a container, in one form."""

    user: str
    environment: dict
    is_read_only: bool
    is_without_capabilities: bool
    is_without_new_privileges: bool
    # Target, and its source: a folder or file of this machine, or None for a tmpfs.
    mounts: list
    limits: dict = dataclasses.field(default_factory=dict)

    def words(self):
        uid, gid = self.user.split(":")
        words = ["prlimit"]
        for name, value in self.limits.items():
            # The test may run where even root cannot raise a limit.
            most = resource.getrlimit(getattr(resource, f"RLIMIT_{name.upper()}"))[1]
            if most != resource.RLIM_INFINITY:
                value = min(value, most)
            words.append(f"--{name}={value}:{value}")
        words += ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups"]
        if self.is_without_capabilities:
            words += ["--bounding-set", "-all"]
        if self.is_without_new_privileges:
            words.append("--no-new-privs")
        return [*words, "--"]


class Container:
    """A tree, mounted and confined; `network` is shared with others."""

    def __init__(self, tree, network, confinement):
        self._place = tree.place
        self._confinement = confinement
        # With what is mounted in it: /proc.
        steps = ["set -e", f"mount --rbind {tree.place} {tree.place}", f"cd {tree.place}"]
        for target, source in confinement.mounts:
            steps.append(f"mount --bind {source} .{target}" if source
                         else f"mount -t tmpfs tmpfs .{target}")
        if confinement.is_read_only:
            steps.append("mount -o remount,ro,bind .")
        steps += ["echo ready", "exec sleep infinity"]
        self._holder = hold(*network.enter, "unshare", "--mount", "sh", "-c", "\n".join(steps))
        self._enter = [*network.enter, "nsenter", "--mount", "--target", str(self._holder.pid)]
        self._server = None

    def _start(self, words, **how):
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **self._confinement.environment}
        return subprocess.Popen([*self._enter, "chroot", str(self._place),
                                 *self._confinement.words(), *words], env=env, **how)

    def run(self, *words, may_fail=False):
        process = self._start(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate()
        if process.returncode != 0 and not may_fail:
            raise TestFailure(f"{shlex.join(words)}: {out}{err}")
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def start(self, words):
        self._server = self._start(words, stderr=subprocess.DEVNULL)

    def limits(self):
        """Those of the server: name, soft and hard."""
        with open(f"/proc/{self._server.pid}/limits", encoding="ascii") as file:
            return file.read()

    def stop(self, seconds_max):
        if self._server is None:
            return None
        self._server.terminate()
        try:
            return self._server.wait(seconds_max)
        finally:
            self._server.kill()
            self._server = None

    def close(self):
        self.stop(30)
        self._holder.kill()
        self._holder.wait()
