"""Manual page, completions, bill of materials, dashboard: what describes the installed program."""

import json
import re
import subprocess
from pathlib import Path

from life import expect
from tree import Tree

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = """
source "$1"
COMP_WORDS=(%s)
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { :; }
_roomkey
printf '%%s\\n' "${COMPREPLY[@]}"
"""


def completed(script, line):
    """What bash offers at the end of the line; the last word is what has been typed of it."""
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(["bash", "-c", COMPLETE % quoted, "bash", str(script)], text=True,
                          capture_output=True, check=True)
    return done.stdout.split()


def check_completions(tree):
    script = tree.path("/usr/share/bash-completion/completions/roomkey")
    for line, words in {"roomkey ser": ["serve"], "roomkey code a": ["add"],
                        "roomkey code add --na": ["--name"],
                        "roomkey code add --name ": [],
                        "roomkey call AddDep": ["AddDepartment"]}.items():
        found = completed(script, line)
        expect(f"completion of '{line}'", found == words, found)
    expect("zsh's file", tree.path("/usr/share/zsh/vendor-completions/_roomkey").is_file())
    expect("fish's file", tree.path("/usr/share/fish/vendor_completions.d/roomkey.fish").is_file())


def check_manual(tree):
    page = tree.path("/usr/share/man/man1/roomkey.1.gz")
    shown = subprocess.run(["man", "--warnings", "-l", str(page)], text=True, check=False,
                           capture_output=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                                                     "MANWIDTH": "100"})
    expect("man has no warnings", not shown.stderr, shown.stderr[:2000])
    for word in ("serve", "code add", "--config FILE", "AddDepartment"):
        expect(f"{word} in the manual page", word in shown.stdout)


def check_bill(tree):
    bill = json.loads(tree.path("/usr/share/doc/roomkey/roomkey.spdx.json").read_text())
    names = {each["name"] for each in bill["packages"]}
    depends = tree.run("dpkg-query", "-W", "-f", "${Depends}", "roomkey")
    libraries = {part.split()[0] for part in depends.split(", ")} - {"adduser"}
    expect("every dependency is in the bill", libraries <= names, libraries - names)
    expect("the console's packages are in the bill", {"react", "react-dom"} <= names)
    known = {each["SPDXID"] for each in bill["packages"]} | {"SPDXRef-DOCUMENT"}
    ends = {end for relation in bill["relationships"]
            for end in (relation["spdxElementId"], relation["relatedSpdxElement"])}
    expect("all relations lead somewhere", ends <= known, ends - known)


def check_version(tree):
    said = tree.run("roomkey", "--version").strip()
    version = tree.run("dpkg-query", "-W", "-f", "${Version}", "roomkey")
    expect("the version", said.startswith(f"roomkey {version} ("), said)


def in_tree(bench):
    tree = Tree(bench.place / "description", bench.archive)
    try:
        # Minimal Debian leaves out what dpkg would put there, for small images.
        tree.install(bench.package)
        check_version(tree)
        check_completions(tree)
        check_manual(tree)
        check_bill(tree)
    finally:
        tree.close(bench.keep)
