"""The parts of a cluster: how each is run."""

import signal

from layout import DATABASES, NODES, ROOT, service_user
from processes import Part, descendants, is_alive, send, wait_until

PROGRAM = ROOT / "build" / "release" / "roomkey"


def etcd(layout, member):
    configuration = str(layout.path("etc", f"{member}.yml"))
    return Part(member, ["/usr/bin/etcd", "--config-file", configuration], service_user("etcd"))


def database(layout, member, environment=None):
    # Patroni needs longer to stop than the others: PostgreSQL writes a checkpoint first.
    return Part(member, ["/usr/bin/patroni", str(layout.path("etc", f"{member}.yml"))],
                service_user("postgres"), environment=environment or {}, stop_seconds_max=60)


def haproxy(layout):
    return Part("haproxy", ["/usr/sbin/haproxy", "-db", "-f",
                            str(layout.path("etc", "haproxy.cfg"))],
                service_user("haproxy"))


def node(layout, name, program=PROGRAM, environment=None):
    return Part(name, [str(program), "serve", "--config", str(layout.path("etc", f"{name}.toml"))],
                environment=environment or {})


def every_part(layout):
    """All parts, in the order in which they are started."""
    return [*(etcd(layout, member) for member in layout.etcd_members),
            *(database(layout, member) for member in DATABASES),
            *(node(layout, name) for name in NODES),
            haproxy(layout)]


def postmaster_pid(layout, member):
    """The id of the member's PostgreSQL, or None if it does not run."""
    try:
        text = layout.path(member, "data", "postmaster.pid").read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    pid = int(text.split("\n", 1)[0])
    return pid if is_alive(pid) and _is_postgres_of(layout, member, pid) else None


def _is_postgres_of(layout, member, pid):
    """The file outlives a crash, and the id may be another process's by then."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return str(layout.path(member, "data")).encode() in file.read()
    except OSError:
        return False


def database_pids(layout, processes, member):
    """All processes of a member: its Patroni, its PostgreSQL and what belongs to them."""
    roots = [processes.pid(member), postmaster_pid(layout, member)]
    return [pid for root in roots if root is not None for pid in (root, *descendants(root))]


def kill_database(layout, processes, member):
    """As if the machine were gone: Patroni first, lest it help, then PostgreSQL with all that
    belongs to it."""
    processes.kill(member)
    kill_postgres(layout, member)


def kill_postgres(layout, member):
    """Kills PostgreSQL alone; its Patroni, if it runs, sees that."""
    postmaster = postmaster_pid(layout, member)
    if postmaster is None:
        return
    doomed = [postmaster, *descendants(postmaster)]
    for pid in doomed:
        send(pid, signal.SIGKILL)
    wait_until(lambda: not any(is_alive(pid) for pid in doomed), 10, pause=0.01)
