"""Fills the example configurations of packaging/cluster with this cluster's values."""

import string

from layout import (DATABASES, HOST, NODES, TEMPLATES, ClusterError, make_folder, service_user,
                    write_private)

# Small, for three nodes and two databases on one machine.
WORKERS = 16
CONNECTIONS_MAX = 150
CLIENTS_MAX = 400
POSTGRES = {
    "SHARED_BUFFERS": "128MB", "WAL_MAX": "1GB", "WAL_KEEP": "128MB", "SLOT_WAL_MAX": "2GB",
    "CONNECTIONS_MAX": str(CONNECTIONS_MAX), "NETWORK": f"{HOST}/32",
    # Someone trying this out does not want a reset of this machine.
    "WATCHDOG": "off",
}


def _fill(layout, template, target, values, user=None):
    text = (TEMPLATES / template).read_text("utf-8")
    try:
        filled = string.Template(text).substitute(values)
    except KeyError as missing:
        raise ClusterError(f"packaging/cluster/{template} needs {missing}") from None
    write_private(layout.path("etc", target), filled, user)


def _common(layout, part, authority="cluster"):
    certificate, key = layout.certificate(part)
    return {"MEMBER": part, "HOST": HOST, "CA": layout.authority(authority),
            "CERTIFICATE": certificate, "PRIVATE_KEY": key}


def _write_etcd(layout, member):
    user = service_user("etcd")
    peers = ",".join(f"{each}=https://{layout.address(f'{each}.peer')}"
                     for each in layout.etcd_members)
    _fill(layout, "etcd.yml", f"{member}.yml", {
        **_common(layout, member),
        "DATA": make_folder(layout.path(member), user),
        "CLIENT_PORT": layout.ports[f"{member}.client"],
        "PEER_PORT": layout.ports[f"{member}.peer"],
        "ETCD_PEERS": peers,
    }, user)


def _write_database(layout, member):
    user = service_user("postgres")
    folder = make_folder(layout.path(member), user)
    _fill(layout, "patroni.yml", f"{member}.yml", {
        **_common(layout, member), **POSTGRES,
        "DATA": folder / "data",
        "PGPASS": folder / "pgpass",
        "SOCKETS": make_folder(folder / "sockets", user),
        "LOGS": make_folder(folder / "log", user),
        "RESTAPI_PORT": layout.ports[f"{member}.restapi"],
        "POSTGRES_PORT": layout.ports[f"{member}.postgres"],
        "ETCD_HOSTS": layout.etcd_hosts,
        **{f"{name.upper()}_PASSWORD": layout.passwords[name]
           for name in ("superuser", "replication", "rewind", "restapi")},
    }, user)


def _write_haproxy(layout):
    user = service_user("haproxy")
    values = {"PUBLIC": layout.address("public"), "CLIENTS_MAX": CLIENTS_MAX,
              "STATS_SOCKET": make_folder(layout.path("haproxy"), user) / "stats"}
    for node in NODES:
        values[node.upper()] = layout.address(f"{node}.api")
        values[f"{node.upper()}_OPS_PORT"] = layout.ports[f"{node}.ops"]
    _fill(layout, "haproxy.cfg", "haproxy.cfg", values, user)


def _write_node(layout, node):
    _fill(layout, "roomkey.toml", f"{node}.toml", {
        **_common(layout, "roomkey", "public"),
        "DATA": make_folder(layout.path(node)),
        "LISTEN": layout.address(f"{node}.api"),
        "OPS_LISTEN": layout.address(f"{node}.ops"),
        "DATABASE": layout.database_uri,
        "PROXIES": HOST,
        "KEYRING": make_folder(layout.path("keys")) / "keyring",
        "WORKERS": WORKERS,
    })


def write_configurations(layout):
    make_folder(layout.path("etc"), mode=0o755)
    for member in layout.etcd_members:
        _write_etcd(layout, member)
    for member in DATABASES:
        _write_database(layout, member)
    _write_haproxy(layout)
    for node in NODES:
        _write_node(layout, node)
    # Host and port stay open: both members have the same passwords.
    for file, role, name in (("pgpass", "roomkey", "roomkey"),
                             ("admin.pgpass", "postgres", "superuser")):
        write_private(layout.path("etc", file), f"*:*:*:{role}:{layout.passwords[name]}\n")
