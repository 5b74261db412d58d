"""Start and stop of a cluster."""

import contextlib
import fcntl
import shutil
from pathlib import Path

import health
import nodes
import parts
from certificates import make_certificates
from configurations import write_configurations
from layout import DATABASES, NODES, TEMPLATES, ClusterError, Layout
from processes import Processes, wait_until

# A busy machine with two cores makes a database in 10 s; this only ends what never will.
SECONDS_MAX = 120


@contextlib.contextmanager
def only_one(place):
    """One start or stop at a time."""
    place = Path(place).absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(place.with_name(place.name + ".lock"), "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ClusterError("another start or stop of this cluster is in progress") from None
        yield


class Start:
    """Brings up what does not run. What it started it takes down again if something fails."""

    def __init__(self, place, say, etcd_count=1, public_port=8443, program=parts.PROGRAM,
                 with_nodes=True, node_environment=lambda _: {},
                 database_environment=lambda _layout, _member: {}):
        self._place = Path(place).absolute()
        self._say = say
        self._etcd_count = etcd_count
        self._public_port = public_port
        self._program = program
        self._with_nodes = with_nodes
        self._node_environment = node_environment
        self._database_environment = database_environment
        self._started = []

    def run(self):
        """The layout of the running cluster."""
        self.layout = Layout.load(self._place)
        is_first = self.layout is None
        if is_first:
            self.layout = Layout.make(self._place, self._etcd_count, self._public_port)
        self.processes = Processes(self.layout)
        try:
            make_certificates(self.layout)
            write_configurations(self.layout)
            self._start_etcd()
            self._start_databases(is_first)
            if self._with_nodes:
                self._start_nodes()
                self._start_haproxy()
        except BaseException:
            self._undo(is_first)
            raise
        return self.layout

    def _start(self, part):
        if self.processes.pid(part.name) is not None:
            return
        self._say(f"starting {part.name}")
        self._started.append(part)
        self.processes.start(part)

    def _expect(self, what, names, condition):
        """Waits for `condition`; gives up at once if one of the processes ends."""
        def is_over():
            return condition() or any(self.processes.pid(name) is None for name in names)
        wait_until(is_over, SECONDS_MAX, pause=0.2)
        if condition():
            return
        for name in names:
            state = "does not respond" if self.processes.pid(name) else "ended"
            self._say(f"{name} {state}; the end of its log:\n{self.processes.log_tail(name)}")
        raise ClusterError(f"{what} did not come up")

    def _start_etcd(self):
        members = self.layout.etcd_members
        for member in members:
            self._start(parts.etcd(self.layout, member))
        self._expect("etcd", members, lambda: all(
            health.is_etcd_healthy(self.layout, member) for member in members))

    def _start_databases(self, is_first):
        first, second = (parts.database(self.layout, member,
                                        self._database_environment(self.layout, member))
                         for member in DATABASES)
        self._start(first)
        if is_first:
            self._expect("the primary", [first.name],
                         lambda: health.find_role(self.layout, "leader") == first.name)
        self._start(second)
        self._expect("the primary", DATABASES, lambda: health.find_role(self.layout, "leader"))
        self._expect("the synchronous standby", DATABASES,
                     lambda: health.find_role(self.layout, "sync_standby"))
        addresses = ",".join(self.layout.address(f"{name}.postgres") for name in DATABASES)
        health.run_psql(
            self.layout,
            ["-f", str(TEMPLATES / "roomkey.sql"),
             f"postgresql://postgres@{addresses}/postgres?target_session_attrs=read-write"
             f"&sslmode=verify-full&sslrootcert={self.layout.authority('cluster')}"],
            {"ROOMKEY_DB_PASSWORD": self.layout.passwords["roomkey"]})

    def _start_nodes(self):
        if not Path(self._program).exists():
            raise ClusterError(f"{self._program} is missing; ./dev build release")
        nodes.make_installation(self.layout, self._program)
        for name in NODES:
            self._start(parts.node(self.layout, name, self._program,
                                   self._node_environment(name)))
        self._expect("the nodes", NODES, lambda: all(
            health.is_node_ready(self.layout, name) for name in NODES))

    def _start_haproxy(self):
        self._start(parts.haproxy(self.layout))
        self._expect("HAProxy", ["haproxy"], lambda: all(
            health.haproxy_view(self.layout).get("ready", {}).get(node) == "UP"
            for node in NODES))

    def _undo(self, is_first):
        for part in reversed(self._started):
            self._say(f"stopping {part.name} again")
            if part.name in DATABASES:
                parts.kill_database(self.layout, self.processes, part.name)
            self.processes.stop(part)
        if not is_first:
            return
        kept = self._place.with_name(self._place.name + ".failed-log")
        shutil.rmtree(kept, ignore_errors=True)
        if self.layout.path("log").is_dir():
            shutil.copytree(self.layout.path("log"), kept)
            self._say(f"the logs are kept in {kept}")
        remove(self._place)


def stop(layout, say):
    """Stops what runs; the standby before the primary, so that none takes over on the way."""
    processes = Processes(layout)
    order = list(reversed(parts.every_part(layout)))
    leader = health.find_role(layout, "leader")
    order.sort(key=lambda part: (part.name in DATABASES) + 2 * (part.name == leader) +
               4 * (part.name in layout.etcd_members))
    for part in order:
        if processes.stop(part):
            say(f"stopped {part.name}")
        if part.name in DATABASES:
            # If its Patroni was killed, PostgreSQL may have stayed.
            parts.kill_postgres(layout, part.name)


def remove(place):
    """Removes the data of a stopped cluster."""
    place = Path(place).absolute()
    shutil.rmtree(place.resolve(), ignore_errors=True)
    if place.is_symlink():
        place.unlink()
