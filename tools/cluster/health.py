"""Asks the parts how they are, as an operator could, too."""

import csv
import http.client
import json
import os
import socket
import ssl
import subprocess

from layout import DATABASES, HOST, ClusterError

SECONDS_MAX = 3


def _context(layout):
    context = ssl.create_default_context(cafile=str(layout.authority("cluster")))
    context.load_cert_chain(*map(str, layout.certificate("watcher")))
    return context


def _get(connection, path):
    """Status and body, or None if there is no response."""
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", errors="replace")
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _get_json(layout, port, path):
    answer = _get(http.client.HTTPSConnection(
        HOST, layout.ports[port], timeout=SECONDS_MAX, context=_context(layout)), path)
    try:
        return json.loads(answer[1]) if answer else None
    except ValueError:
        return None


def is_etcd_healthy(layout, member):
    answer = _get_json(layout, f"{member}.client", "/health")
    return answer is not None and answer.get("health") == "true"


def etcd_leader(layout):
    """The member that leads the others, or None."""
    for member in layout.etcd_members:
        answer = _get_json(layout, f"{member}.client", "/v2/stats/self")
        if answer is not None and answer.get("state") == "StateLeader":
            return member
    return None


def database_members(layout):
    """What Patroni says of its members, by name: role, state, timeline, lag in bytes. Empty if no
    Patroni answers."""
    for member in DATABASES:
        answer = _get_json(layout, f"{member}.restapi", "/cluster")
        if answer and "members" in answer:
            return {each["name"]: each for each in answer["members"]}
    return {}


def database_state(layout, member):
    """What one Patroni says of itself, without asking etcd; None if it does not answer."""
    return _get_json(layout, f"{member}.restapi", "/patroni")


def find_role(layout, role):
    """The member with that role (`leader`, `sync_standby`, `replica`), running, or None."""
    for name, each in database_members(layout).items():
        if each.get("role") == role and each.get("state") == "running":
            return name
    return None


def node_answer(layout, node, path="/readyz"):
    """What a node's ops listener says: (status, body), or None."""
    return _get(http.client.HTTPConnection(
        HOST, layout.ports[f"{node}.ops"], timeout=SECONDS_MAX), path)


def is_node_ready(layout, node):
    answer = node_answer(layout, node)
    return answer is not None and answer[0] == 200


def _haproxy_rows(layout):
    with socket.socket(socket.AF_UNIX) as control:
        control.settimeout(SECONDS_MAX)
        try:
            control.connect(str(layout.path("haproxy", "stats")))
            control.sendall(b"show stat\n")
            text = b"".join(iter(lambda: control.recv(65536), b"")).decode("ascii")
        except OSError:
            return []
    rows = csv.DictReader(text.lstrip("# ").splitlines())
    return [row for row in rows if row["svname"] not in ("FRONTEND", "BACKEND")]


def haproxy_view(layout):
    """HAProxy's opinion of each node, as {backend: {node: status}}; empty if it does not answer."""
    view = {}
    for row in _haproxy_rows(layout):
        view.setdefault(row["pxname"], {})[row["svname"]] = row["status"]
    return view


def haproxy_connections(layout):
    """How many connections each node got since HAProxy's start."""
    counts = {}
    for row in _haproxy_rows(layout):
        counts[row["svname"]] = counts.get(row["svname"], 0) + int(row["stot"])
    return counts


def query(layout, sql, database="postgres", host=None, attributes="read-write"):
    """Runs SQL as the superuser; lines of columns separated by `|`. `host` is a member's name;
    without it the primary is found."""
    members = [host] if host else DATABASES
    addresses = ",".join(layout.address(f"{member}.postgres") for member in members)
    uri = (f"postgresql://postgres@{addresses}/{database}?target_session_attrs={attributes}"
           f"&connect_timeout=3&sslmode=verify-full&sslrootcert={layout.authority('cluster')}")
    asked = run_psql(layout, [uri, "-Atc", sql])
    return [line.split("|") for line in asked.splitlines()]


def run_psql(layout, arguments, environment=None):
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments]
    ran = subprocess.run(
        command, check=False, capture_output=True, text=True,
        env={**os.environ, "PGPASSFILE": str(layout.path("etc", "admin.pgpass")),
             **(environment or {})})
    if ran.returncode != 0:
        raise ClusterError(f"psql: {ran.stderr.strip()}")
    return ran.stdout
