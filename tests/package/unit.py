"""Starts a systemd unit without systemd: reads the unit and does what it says, as far as a chroot
allows. What is not done here is done by `systemd-analyze verify`: that the unit is well formed.
"""

import os
import resource
import shlex
import signal
import subprocess
import time


class Unit:
    """A unit with its drop-ins, whose values replace its own."""

    def __init__(self, path, drop_ins=()):
        self._values = {}
        for file in (path, *drop_ins):
            for line in file.read_text().splitlines():
                name, equals, value = line.partition("=")
                if equals and not line.startswith("#"):
                    self._values[name.strip()] = value.strip()

    def get(self, name, default=None):
        return self._values.get(name, default)


class Service:
    """The unit's program in a tree, as the user that the unit names."""

    def __init__(self, tree, log, namespace=()):
        """`namespace` are the words that enter one."""
        self._tree = tree
        self._log = log
        self._namespace = namespace
        self._process = None
        drop_ins = tree.path("/etc/systemd/system/roomkey.service.d").glob("*.conf")
        self.unit = Unit(tree.path("/lib/systemd/system/roomkey.service"), sorted(drop_ins))

    def _prepare(self):
        limits = {"LimitNOFILE": resource.RLIMIT_NOFILE, "LimitCORE": resource.RLIMIT_CORE}
        for name, limit in limits.items():
            if self.unit.get(name):
                # The test may run where even root cannot raise a limit.
                most = resource.getrlimit(limit)[1]
                value = int(self.unit.get(name))
                if most != resource.RLIM_INFINITY:
                    value = min(value, most)
                resource.setrlimit(limit, (value, value))
        os.umask(int(self.unit.get("UMask", "0022"), 8))

    def _make_state_folder(self):
        name = self.unit.get("StateDirectory")
        if name:
            owner = f"{self.unit.get('User')}:{self.unit.get('Group')}"
            folder = f"/var/lib/{name}"
            mode = self.unit.get("StateDirectoryMode", "0755")
            self._tree.run("install", "-d", "-m", mode, folder)
            self._tree.run("chown", owner, folder)

    def _capabilities(self):
        """As setpriv sets them."""
        bounds = self.unit.get("CapabilityBoundingSet")
        if bounds is None:
            return []
        kept = "".join(f",+{name.lower().removeprefix('cap_')}" for name in bounds.split())
        ambient = self.unit.get("AmbientCapabilities", "").split()
        raised = "".join(f",+{name.lower().removeprefix('cap_')}" for name in ambient)
        return ["--bounding-set", f"-all{kept}", "--inh-caps", f"-all{raised}", "--ambient-caps",
                f"-all{raised}"]

    def start(self):
        self._make_state_folder()
        confinement = ["setpriv", "--reuid", self.unit.get("User"), "--regid",
                       self.unit.get("Group"), "--init-groups"]
        if self.unit.get("NoNewPrivileges") == "yes":
            confinement.append("--no-new-privs")
        confinement += self._capabilities()
        # systemd gives a service a clean environment.
        self._process = subprocess.Popen(
            [*self._namespace, "chroot", str(self._tree.place), *confinement, "--",
             *self.unit.get("ExecStart").split()],
            preexec_fn=self._prepare, stdin=subprocess.DEVNULL, stdout=self._log,
            stderr=self._log, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"})

    def reload(self):
        words = self.unit.get("ExecReload").replace("$MAINPID", str(self._process.pid))
        subprocess.run(shlex.split(words), check=True)

    def process_id(self):
        return self._process.pid

    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def wait_until(self, is_ready, seconds_max=60):
        end = time.monotonic() + seconds_max
        while time.monotonic() < end and self.is_running():
            if is_ready():
                return True
            time.sleep(0.2)
        return False

    def stop(self):
        """By the unit's signal, within the unit's time; its exit code."""
        if self._process is None:
            return None
        if self.is_running():
            self._process.send_signal(getattr(signal, self.unit.get("KillSignal", "SIGTERM")))
        try:
            return self._process.wait(int(self.unit.get("TimeoutStopSec", "90")))
        finally:
            if self.is_running():
                self._process.kill()
                self._process.wait()
            self._process = None
