"""Manual page, completions, bill of materials, dashboard: what describes the installed program."""

import json
import os
import pty
import re
import subprocess
import time
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


# A key that writes down what stands in the line once the tabulator has done its work.
ZSH_SETUP = """
fpath=({folder} $fpath)
autoload -Uz compinit && compinit -D -u
report() {{ print -r -- "$BUFFER" >{report}.new && mv {report}.new {report} }}
zle -N report
bindkey '^X' report
"""
TAB_AND_REPORT = "\t\x18"
COMPLETED = {"roomkey ser": "serve", "roomkey code a": "add", "roomkey code add --na": "--name",
             "roomkey call AddDep": "AddDepartment", "roomkey corp set --langu": "--language"}


def completed_by_zsh(folder, line, home):
    """The line after the tabulator, in a shell on a terminal; None if it does not get there."""
    report = home / "line"
    report.unlink(missing_ok=True)
    (home / ".zshrc").write_text(ZSH_SETUP.format(folder=folder, report=report))
    keyboard, terminal = pty.openpty()
    with subprocess.Popen(["zsh", "-i"], stdin=terminal, stdout=terminal, stderr=terminal,
                          env={"PATH": "/usr/bin:/bin", "ZDOTDIR": str(home), "HOME": str(home),
                               "TERM": "dumb", "LC_ALL": "C.UTF-8"},
                          start_new_session=True) as shell:
        os.close(terminal)
        os.write(keyboard, (line + TAB_AND_REPORT).encode())
        end = time.monotonic() + 60
        while not report.exists() and time.monotonic() < end:
            time.sleep(0.05)
        shell.kill()
    os.close(keyboard)
    return report.read_text().rstrip("\n") if report.exists() else None


def completed_by_fish(script, line, home):
    done = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
                          text=True, capture_output=True, check=False,
                          env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8"})
    expect("fish has no complaint", not done.stderr, done.stderr[:2000])
    return [offer.split("\t")[0] for offer in done.stdout.splitlines()]


def completed_by_bash(script, line):
    """What bash offers at the end of the line; the last word is what has been typed of it."""
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(["bash", "-c", COMPLETE % quoted, "bash", str(script)], text=True,
                          capture_output=True, check=True)
    return done.stdout.split()


def check_completions(tree, home):
    bash = tree.path("/usr/share/bash-completion/completions/roomkey")
    zsh = tree.path("/usr/share/zsh/vendor-completions/_roomkey")
    fish = tree.path("/usr/share/fish/vendor_completions.d/roomkey.fish")
    home.mkdir(exist_ok=True)
    for line, word in COMPLETED.items():
        found = completed_by_bash(bash, line)
        expect(f"bash's completion of '{line}'", found == [word], found)
        found = completed_by_zsh(zsh.parent, line, home)
        expected = f"{line.rsplit(' ', 1)[0]} {word} "
        expect(f"zsh's completion of '{line}'", found == expected, found)
        found = completed_by_fish(fish, line, home)
        expect(f"fish's completion of '{line}'", found == [word], found)
    found = completed_by_bash(bash, "roomkey code add --name ")
    expect("no completion of a name", found == [], found)


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
    # A library may be asked for by the name of its interface, which a package provides.
    provided = set()
    for line in tree.run("dpkg-query", "-W", "-f", "${Package}: ${Provides}\n").splitlines():
        package, _, interfaces = line.partition(": ")
        if package in names:
            provided |= {part.split()[0] for part in interfaces.split(", ") if part}
    missing = libraries - names - provided
    expect("every dependency is in the bill", not missing, missing)
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
        check_completions(tree, bench.place / "home")
        check_manual(tree)
        check_bill(tree)
    finally:
        tree.close(bench.keep)
