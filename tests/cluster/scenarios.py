"""What is killed, and what has to follow. Each scenario is a row of the report."""

import signal
import time
from dataclasses import dataclass, field

import health
import parts
from layout import NODES, ClusterError
from processes import send


@dataclass
class Row:
    what: str
    silence: float                 # Longest time without an answer to a write, in seconds.
    failed: int                    # Attempts of clients that failed and were repeated.
    notes: list = field(default_factory=list)


class Observation:
    """Frames what is done: counts what clients felt between begin and end."""

    def __init__(self, bench, what):
        self._ledger = bench.ledger
        self._what = what
        self.notes = []

    def __enter__(self):
        self._failed = sum(self._ledger.failures().values())
        self.begin = time.monotonic()
        return self

    def __exit__(self, *_):
        self.end = time.monotonic()

    def row(self):
        return Row(self._what, self._ledger.longest_silence(self.begin, self.end),
                   sum(self._ledger.failures().values()) - self._failed, self.notes)


def _expect(bench, what, condition):
    """Waits for what has to come by itself; the seconds that it took."""
    begin = time.monotonic()
    if not bench.wait(condition):
        bench.ledger.note_broken(f"{what}: not within the time that this test has")
    return time.monotonic() - begin


def _expect_service(bench, since):
    return _expect(bench, "service again", lambda: bench.ledger.has_served_since(since))


def settle(bench):
    """Before the next part dies, all of them are there again."""
    is_settled = bench.wait(lambda: health.find_role(bench.layout, "leader") and health.find_role(
        bench.layout, "sync_standby") and all(
            health.is_node_ready(bench.layout, node) for node in NODES))
    if not is_settled:
        raise ClusterError("the cluster did not come back to its full strength")


def kill_standby(bench):
    standby = health.find_role(bench.layout, "sync_standby")
    with Observation(bench, f"standby ({standby}) killed") as seen:
        parts.kill_database(bench.layout, bench.processes, standby)
        killed = time.monotonic()
        _expect(bench, "the primary goes on alone", lambda: health.query(
            bench.layout, "SHOW synchronous_standby_names") == [[""]])
        seen.notes.append(f"primary alone after {time.monotonic() - killed:.1f} s")
        _expect_service(bench, time.monotonic())
    bench.restart(standby)
    took = _expect(bench, "the standby is synchronous again", lambda: health.find_role(
        bench.layout, "sync_standby") == standby)
    seen.notes.append(f"synchronous again {took:.1f} s after its restart")
    return seen.row()


def restart_haproxy(bench):
    with Observation(bench, "HAProxy killed, started again") as seen:
        bench.processes.kill("haproxy")
        time.sleep(1)
        bench.restart("haproxy")
        _expect_service(bench, time.monotonic())
    return seen.row()


def kill_node(bench):
    if not bench.connect_devices():
        bench.ledger.note_broken("the devices did not get their event streams")
    name = bench.send_slow_messages()
    with Observation(bench, f"{name} killed") as seen:
        killed = time.monotonic()
        bench.processes.kill(name)
        bench.has_killed_node = True
        _expect(bench, "HAProxy takes the node out", lambda: "DOWN" in health.haproxy_view(
            bench.layout)["ready"][name])
        seen.notes.append(f"out of HAProxy after {time.monotonic() - killed:.1f} s")
        _expect_service(bench, time.monotonic())
        told = bench.tell_devices()
        if told is None:
            bench.ledger.note_broken("a device was not notified of its reset after a node's death")
        else:
            seen.notes.append(f"{len(bench.devices)} devices notified of a reset, the last after "
                              f"{told:.2f} s")
    bench.restart(name)
    _expect(bench, "HAProxy takes the node back", lambda: health.haproxy_view(
        bench.layout)["ready"][name] == "UP")
    return seen.row()


def replace_nodes(bench):
    """As an upgrade does it: one by one, asked to stop, gone, back, ready."""
    with Observation(bench, "nodes replaced one by one (SIGTERM)") as seen:
        for name in NODES:
            part = parts.node(bench.layout, name)
            bench.processes.stop(part)
            bench.restart(name)
            _expect(bench, f"{name} ready", lambda: health.haproxy_view(
                bench.layout).get("ready", {}).get(name) == "UP")
    return seen.row()


def kill_etcd(bench):
    with Observation(bench, "all of etcd killed for 12 s") as seen:
        for member in bench.layout.etcd_members:
            bench.processes.kill(member)
        time.sleep(12)
        _expect_service(bench, time.monotonic())
        for member in bench.layout.etcd_members:
            bench.restart(member)
        _expect(bench, "etcd healthy", lambda: all(
            health.is_etcd_healthy(bench.layout, member)
            for member in bench.layout.etcd_members))
    return seen.row()


def kill_etcd_member(bench):
    """The leader of several, for longer than the primary's lock lasts without being renewed."""
    if len(bench.layout.etcd_members) < 3:
        return []
    primary = health.find_role(bench.layout, "leader")
    timeline = health.database_members(bench.layout)[primary]["timeline"]
    member = health.etcd_leader(bench.layout)
    with Observation(bench, f"one of {len(bench.layout.etcd_members)} etcd members killed for 25 s"
                     ) as seen:
        bench.processes.kill(member)
        took = _expect(bench, "another leader of etcd",
                       lambda: health.etcd_leader(bench.layout) not in (None, member))
        seen.notes.append(f"it led the others; {health.etcd_leader(bench.layout)} does after "
                          f"{took:.1f} s")
        time.sleep(25)
        _expect_service(bench, time.monotonic())
    now = health.database_members(bench.layout)[primary]
    if (now["role"], now["timeline"]) != ("leader", timeline):
        bench.ledger.note_broken(f"{primary} lost its role with one member of etcd")
    seen.notes.append(f"{primary} stayed the primary")
    bench.restart(member)
    _expect(bench, "etcd healthy", lambda: health.is_etcd_healthy(bench.layout, member))
    return seen.row()


def isolate_primary(bench):
    """A split with the primary on the smaller side, and with nodes and clients on that side, too:
    nobody tells them to go elsewhere."""
    primary, standby = (health.find_role(bench.layout, role) for role in ("leader", "sync_standby"))
    with Observation(bench, f"{primary} cut off from etcd and {standby}, not from nodes") as seen:
        bench.network.isolate(primary)
        cut = time.monotonic()
        try:
            took = _expect(bench, "the other side elects", lambda: health.database_state(
                bench.layout, standby)["role"] in ("master", "primary"))
            elected = time.monotonic()
            _expect_service(bench, elected)
            # What was on its way when the line was cut may still arrive.
            alone = bench.ledger.count_served(cut + 0.5, elected - 1)
            if alone:
                bench.ledger.note_broken(f"{alone} writes were acknowledged by {primary} alone")
            state = health.database_state(bench.layout, primary)
            if state is not None and state.get("role") in ("master", "primary"):
                bench.ledger.note_broken(f"{primary} is still a primary")
        finally:
            bench.network.mend()
        back = _expect(bench, "the old primary is a synchronous standby", lambda: health.find_role(
            bench.layout, "sync_standby") == primary)
    seen.notes.append(f"{standby} is the primary after {took:.1f} s; until then nothing was "
                      f"acknowledged; {primary} a synchronous standby {back:.1f} s after the "
                      "split was over")
    return seen.row()


def part_databases(bench):
    """Both reach etcd, and not each other."""
    primary, standby = (health.find_role(bench.layout, role) for role in ("leader", "sync_standby"))
    with Observation(bench, f"{primary} and {standby} cut off from each other") as seen:
        bench.network.part()
        try:
            took = _expect(bench, "the primary goes on alone", lambda: health.query(
                bench.layout, "SHOW synchronous_standby_names", host=primary) == [[""]])
            _expect_service(bench, time.monotonic())
        finally:
            bench.network.mend()
        back = _expect(bench, "the standby is synchronous again", lambda: health.find_role(
            bench.layout, "sync_standby") == standby)
    if health.find_role(bench.layout, "leader") != primary:
        bench.ledger.note_broken(f"{primary} lost its role without need")
    seen.notes.append(f"primary alone after {took:.1f} s; synchronous again {back:.1f} s after the "
                      "split was over")
    return seen.row()


def kill_patroni(bench):
    """As its service manager does it: killed, and started again a moment later."""
    primary = health.find_role(bench.layout, "leader")
    with Observation(bench, f"Patroni of {primary} killed, started again") as seen:
        bench.processes.kill(primary)
        time.sleep(1)
        bench.restart(primary)
        _expect(bench, "Patroni answers", lambda: health.database_state(bench.layout, primary))
        _expect_service(bench, time.monotonic())
    seen.notes.append(f"{health.find_role(bench.layout, 'leader')} is the primary")
    return seen.row()


def kill_both(bench):
    """The standby first, then the primary that went on alone. What it acknowledged alone is with it
    only, so the standby must not take over, however long it takes."""
    primary, standby = (health.find_role(bench.layout, role) for role in ("leader", "sync_standby"))
    with Observation(bench, f"{standby} killed, then {primary}; {standby} back") as seen:
        parts.kill_database(bench.layout, bench.processes, standby)
        _expect(bench, "the primary goes on alone", lambda: health.query(
            bench.layout, "SHOW synchronous_standby_names") == [[""]])
        _expect_service(bench, time.monotonic())
        parts.kill_database(bench.layout, bench.processes, primary)
        bench.restart(standby)
        # The lock outlives its holder by `ttl`; only then there is something to take.
        _expect(bench, "the primary's lock is over", lambda: [
            each["role"] for each in health.database_members(bench.layout).values()] == ["replica"])
        time.sleep(5)
        if health.find_role(bench.layout, "leader") is not None:
            bench.ledger.note_broken(f"{standby} took over without what {primary} acknowledged")
        seen.notes.append(f"{standby} did not take over")
        bench.restart(primary)
        _expect(bench, f"{primary} is the primary again", lambda: health.find_role(
            bench.layout, "leader") == primary)
        _expect_service(bench, time.monotonic())
    _expect(bench, "the standby is synchronous again", lambda: health.find_role(
        bench.layout, "sync_standby") == standby)
    seen.notes.append(f"service when {primary} came back")
    return seen.row()


def freeze_primary(bench):
    """A machine that stands still and then goes on as if nothing had been: its PostgreSQL still
    thinks that it is the primary."""
    primary = health.find_role(bench.layout, "leader")
    frozen = parts.database_pids(bench.layout, bench.processes, primary)
    with Observation(bench, f"primary ({primary}) frozen, thawed after failover") as seen:
        for pid in frozen:
            send(pid, signal.SIGSTOP)
        try:
            _expect(bench, "another primary", lambda: health.find_role(
                bench.layout, "leader") not in (None, primary))
            _expect_service(bench, time.monotonic())
        finally:
            for pid in frozen:
                send(pid, signal.SIGCONT)
        took = _expect(bench, "the old primary is a synchronous standby", lambda: health.find_role(
            bench.layout, "sync_standby") == primary)
    seen.notes.append(f"{health.find_role(bench.layout, 'leader')} is the primary; {primary} a "
                      f"synchronous standby {took:.1f} s after it was thawed")
    return seen.row()


def kill_primary(bench):
    """Returns two rows: the failover, and the old primary's return."""
    primary = health.find_role(bench.layout, "leader")
    with Observation(bench, f"primary ({primary}) killed with its Patroni") as seen:
        parts.kill_database(bench.layout, bench.processes, primary)
        _expect(bench, "another primary", lambda: health.find_role(
            bench.layout, "leader") not in (None, primary))
        _expect_service(bench, time.monotonic())
        _expect(bench, "the nodes are ready", lambda: all(
            health.is_node_ready(bench.layout, node) for node in NODES))
        # Long enough that the silence before is over for every client.
        time.sleep(3)
    leader = health.find_role(bench.layout, "leader")
    seen.notes.append(f"{leader} is the primary")
    return [seen.row(), _return_of(bench, primary)]


def _return_of(bench, member):
    with Observation(bench, f"{member} started again") as seen:
        bench.restart(member)
        took = _expect(bench, "the old primary is a synchronous standby", lambda: health.find_role(
            bench.layout, "sync_standby") == member)
    seen.notes.append(f"synchronous standby after {took:.1f} s")
    log = bench.processes.log_file(member).read_text("utf-8", errors="replace")
    seen.notes.append("pg_rewind ran" if "pg_rewind: Done!" in log
                      else "pg_rewind was not needed")
    return seen.row()


def kill_postgres(bench):
    """Only the server: its Patroni sees it and starts it again."""
    primary = health.find_role(bench.layout, "leader")
    with Observation(bench, f"PostgreSQL of {primary} killed, its Patroni lives") as seen:
        parts.kill_postgres(bench.layout, primary)
        _expect(bench, "PostgreSQL again", lambda: health.find_role(bench.layout, "leader"))
        _expect_service(bench, time.monotonic())
        time.sleep(2)
    seen.notes.append(f"{health.find_role(bench.layout, 'leader')} is the primary")
    return seen.row()
