"""Makes the installation that the nodes share, and the terminal that a visitor may reset."""

import json
import subprocess

from layout import NODES, ClusterError, write_private


def run_roomkey(layout, program, node, words, *flags):
    """Runs an operator command with a node's configuration; what it printed, decoded."""
    command = [str(program), *words, "--config", str(layout.path("etc", f"{node}.toml")), "--json"]
    ran = subprocess.run([*command, *flags], check=False, capture_output=True, text=True)
    if ran.returncode != 0:
        raise ClusterError(f"roomkey {' '.join(words)}: {ran.stderr.strip()}")
    return json.loads(ran.stdout)


def administrator_file(layout):
    return layout.path("administrator.json")


def administrator(layout):
    return json.loads(administrator_file(layout).read_text("utf-8"))


def make_installation(layout, program):
    """The first node begins the database and makes the keys; the others join. Done once."""
    if not administrator_file(layout).exists():
        made = run_roomkey(layout, program, NODES[0], ["init"], "--name", "Demo enterprise")
        terminal = run_roomkey(layout, program, NODES[0], ["code", "add"],
                               "--name", "Boardroom", "--type", "idea-hub")
        made["terminal"] = terminal["account"]
        write_private(administrator_file(layout), json.dumps(made, indent=2) + "\n")
    for node in NODES[1:]:
        joined = layout.path(node, "joined")
        if not joined.exists():
            run_roomkey(layout, program, node, ["init"])
            joined.touch()
