"""Where the parts of a cluster are, their ports and passwords; kept from start to start."""

import json
import os
import pwd
import random
import secrets
import socket
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "packaging" / "cluster"
HOST = "127.0.0.1"
DATABASES = ("db1", "db2")
NODES = ("node1", "node2", "node3")
PASSWORDS = ("superuser", "replication", "rewind", "restapi", "roomkey")
# A socket of PostgreSQL has to fit into `sun_path`, 108 bytes on Linux, with its own name.
FOLDER_LENGTH_MAX = 70
# Below the ports that the system hands to outgoing connections: one of those could otherwise sit
# on the port of a part that is down.
PORTS = range(20000, 32000)


class ClusterError(Exception):
    """Something that keeps the cluster from starting, in words for the user."""


def is_root():
    return os.geteuid() == 0


def service_user(name):
    """The user that a part runs as: the package's own where we are root, otherwise ourselves."""
    if not is_root():
        return None
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise ClusterError(f"there is no user '{name}'; is the package installed?") from None


def _is_usable(folder):
    """Whether PostgreSQL's user gets into `folder`, and its sockets' names fit."""
    if len(str(folder)) > FOLDER_LENGTH_MAX:
        return False
    if not is_root():
        return True
    look = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups",
            "test", "-x", str(folder)]
    return subprocess.run(look, check=False, stderr=subprocess.DEVNULL).returncode == 0


def open_home(place):
    """The cluster's folder, created if needed. Where PostgreSQL's user has no access, it is
    elsewhere and `place` is a link to it."""
    place = Path(place).absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        place.unlink(missing_ok=True)
        place.mkdir(mode=0o755)
    if _is_usable(place.resolve()):
        return place.resolve()
    place.rmdir()
    elsewhere = Path(tempfile.mkdtemp(prefix="roomkey-cluster.", dir="/var/tmp"))
    elsewhere.chmod(0o755)
    place.symlink_to(elsewhere)
    return elsewhere


def _free_port(preferred, taken):
    for port in [preferred] * (preferred is not None) + random.sample(PORTS, 200):
        if port in taken:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise ClusterError(f"no free port on {HOST}")


def port_names(etcd_members):
    names = ["public"]
    for member in etcd_members:
        names += [f"{member}.client", f"{member}.peer"]
    for member in DATABASES:
        names += [f"{member}.postgres", f"{member}.restapi"]
    for node in NODES:
        names += [f"{node}.api", f"{node}.ops"]
    return names


class Layout:
    """One cluster: folders, ports, passwords."""

    def __init__(self, home, settings):
        self.home = home
        self.etcd_members = tuple(settings["etcd_members"])
        self.ports = settings["ports"]
        self.passwords = settings["passwords"]

    @classmethod
    def load(cls, place):
        """The cluster that an earlier start made at `place`, or None."""
        home = Path(place).absolute().resolve()
        try:
            return cls(home, json.loads((home / "cluster.json").read_text("utf-8")))
        except FileNotFoundError:
            return None

    @classmethod
    def make(cls, place, etcd_count, public_port):
        home = open_home(place)
        members = [f"etcd{number}" for number in range(1, etcd_count + 1)]
        ports = {}
        for name in port_names(members):
            preferred = public_port if name == "public" else None
            ports[name] = _free_port(preferred, set(ports.values()))
        settings = {
            "etcd_members": members,
            "ports": ports,
            "passwords": {name: secrets.token_urlsafe(24) for name in PASSWORDS},
        }
        write_private(home / "cluster.json", json.dumps(settings, indent=2) + "\n")
        return cls(home, settings)

    def path(self, *parts):
        return self.home.joinpath(*parts)

    def address(self, port):
        return f"{HOST}:{self.ports[port]}"

    def authority(self, name):
        """The certificate of one of the two authorities, `cluster` and `public`."""
        return self.path("tls", f"{name}-ca.crt")

    def certificate(self, part):
        return self.path("tls", f"{part}.crt"), self.path("tls", f"{part}.key")

    @property
    def etcd_hosts(self):
        return ",".join(self.address(f"{member}.client") for member in self.etcd_members)

    @property
    def database_uri(self):
        hosts = ",".join(self.address(f"{member}.postgres") for member in DATABASES)
        options = "&".join((
            "target_session_attrs=read-write", "sslmode=verify-full",
            f"sslrootcert={self.authority('cluster')}", f"passfile={self.path('etc', 'pgpass')}",
            "connect_timeout=2", "keepalives_idle=5", "keepalives_interval=2",
            "keepalives_count=3", "tcp_user_timeout=10000"))
        return f"postgresql://roomkey@{hosts}/roomkey?{options}"


def own(path, user):
    """Gives `path` to `user` where we may."""
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def make_folder(path, user=None, mode=0o700):
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    own(path, user)
    return path


def write_private(path, text, user=None):
    """Writes `text` so that only `user` can read it, and nobody ever reads half of it."""
    fresh = path.with_name(path.name + ".fresh")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w",
              encoding="utf-8") as file:
        file.write(text)
    own(fresh, user)
    fresh.rename(path)
