"""What is printed about a cluster: how its parts are, and how to use it."""

import health
import parts
from api import RESET_BODY, reset_path, sign_in
from layout import DATABASES, NODES
from nodes import administrator, administrator_file
from processes import Processes

ROLES = {"leader": "primary", "sync_standby": "synchronous standby", "replica": "standby"}


def _etcd_state(layout, member):
    return "healthy" if health.is_etcd_healthy(layout, member) else "does not respond"


def _database_state(members, layout, member, is_running):
    known = members.get(member)
    postmaster = parts.postmaster_pid(layout, member)
    server = f"PostgreSQL {postmaster}" if postmaster else "no PostgreSQL"
    if not is_running:
        # What the cluster says of it is of the time before, until that has lapsed.
        return f"down, {server}"
    if known is None:
        return f"unknown to the cluster, {server}"
    words = [ROLES.get(known["role"], known["role"]), known["state"]]
    if "timeline" in known:
        words.append(f"timeline {known['timeline']}")
    if "lag" in known:
        words.append(f"lag {known['lag']} bytes")
    return ", ".join([*words, server])


def _node_state(layout, node, view):
    answer = health.node_answer(layout, node)
    ready = "does not respond" if answer is None else "ready" if answer[0] == 200 else "not ready"
    return f"{ready}, HAProxy says {view.get('ready', {}).get(node, 'nothing')}"


def rows(layout):
    """(part, process id or "-", state) of every part."""
    processes = Processes(layout)
    members = health.database_members(layout)
    view = health.haproxy_view(layout)
    for part in parts.every_part(layout):
        pid = processes.pid(part.name)
        if part.name in layout.etcd_members:
            state = _etcd_state(layout, part.name)
        elif part.name in DATABASES:
            state = _database_state(members, layout, part.name, pid is not None)
        elif part.name in NODES:
            state = _node_state(layout, part.name, view)
        else:
            up = sum(each.startswith("UP") for each in view.get("ready", {}).values())
            state = f"{up} of {len(NODES)} nodes up" if view else "does not respond"
        yield part.name, str(pid or "-"), state


def table(layout):
    lines = [("PART", "PID", "STATE"), *rows(layout)]
    return "\n".join(f"{name:<9}{pid:<9}{state}" for name, pid, state in lines)


def introduction(layout):
    """The address, where the secrets are, a request to paste, and what to try."""
    made = administrator(layout)
    token = sign_in(layout, made["adminAccount"], made["adminPassword"])
    address = f"https://{layout.address('public')}"
    authority = layout.authority("public")
    return f"""
roomkey serves at {address}
  authority       {authority}
  administrator   {made['adminAccount']}, passwords in {administrator_file(layout)}
  configurations  {layout.path('etc')}
  logs            {layout.path('log')}

Reset the activation code of {made['terminal']} (the token lasts 12 hours):

curl --cacert {authority} -i -H 'content-type: application/json' -X PUT \\
  -H 'X-Access-Token: {token}' \\
  -d '{RESET_BODY}' \\
  {address}{reset_path(made['terminal'])}

Kill a part and watch how the rest copes:

./dev cluster kill primary      # or: standby, db1, db2, node1, node2, node3, haproxy, etcd1
watch -n 1 ./dev cluster status
./dev cluster start             # brings back what is down
./dev cluster stop              # --wipe also removes the data
"""
