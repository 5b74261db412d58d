#!/usr/bin/env python3
"""Groups the sources of a target that are compiled as one.

    unity_groups.py SIZE SOURCE...

Prints a line per source: its group and the source. A source joins the first group that has room
and none of the names in its unnamed namespaces: such names are a source's own, and another one may
have the same.
"""
import pathlib
import re
import sys

DECLARATION = re.compile(
    r"(?:(?:struct|class|enum class|enum|union) (?P<type>\w+)|using (?P<alias>\w+) ="
    r"|[A-Za-z][\w:<>,&*\s\[\]]*?[\s&*>](?P<value>\w+)\s*[(={\[;])")


def local_names(source):
    names = set()
    is_local = False
    for line in source.read_text(encoding="utf-8").splitlines():
        if line == "namespace {":
            is_local = True
        elif line == "}  // namespace":
            is_local = False
        elif is_local and (match := DECLARATION.match(line)):
            names.add(match["type"] or match["alias"] or match["value"])
    return names


def main():
    size = int(sys.argv[1])
    groups = []
    for path in sys.argv[2:]:
        names = local_names(pathlib.Path(path))
        for number, (members, taken) in enumerate(groups):
            if members < size and not names & taken:
                groups[number] = (members + 1, taken | names)
                break
        else:
            number = len(groups)
            groups.append((1, names))
        print(f"{number} {path}")


main()
