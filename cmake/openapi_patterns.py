"""Turns the patterns of the API document into steps that a program follows without backtracking.

A pattern is `^...$`, or several of these with | between them. Inside stand characters, escaped
characters and [classes], each with ?, *, +, {n} or {n,m} behind it. A step that can be of several
lengths must share no character with what may follow it; then taking as many as there are is right.
"""

import re

UNBOUNDED = "std::numeric_limits<std::size_t>::max()"
ASCII = frozenset(map(chr, range(128)))
# Stands for all characters outside ASCII.
OTHERS = "others"

ATOM = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)|([^\\^$.|?*+(){}\[\]])")
COUNT = re.compile(r"([?*+])|\{(\d+)(?:,(\d+))?\}")


class PatternError(Exception):
    pass


def class_members(text):
    characters = re.findall(r"\\(.)|(.)", text)
    plain = ["".join(pair) for pair in characters]
    members = set()
    index = 0
    while index < len(plain):
        if index + 2 < len(plain) and characters[index + 1][1] == "-":
            members |= {chr(code) for code in range(ord(plain[index]), ord(plain[index + 2]) + 1)}
            index += 3
        else:
            members.add(plain[index])
            index += 1
    return members


def atom_members(match):
    negation, members, escaped, character = match.groups()
    for sign in (escaped or "", *re.findall(r"\\(.)", members or "")):
        if sign.isalnum():
            raise PatternError(f"has the escape \\{sign}, which no step expresses")
    if members is None:
        found = {escaped or character}
    else:
        found = class_members(members)
    if not found <= ASCII:
        raise PatternError("has characters outside ASCII")
    return (ASCII - found) | {OTHERS} if negation else frozenset(found)


def counts(match):
    if match is None:
        return 1, 1
    if match[1]:
        return {"?": (0, 1), "*": (0, None), "+": (1, None)}[match[1]]
    least = int(match[2])
    return least, int(match[3]) if match[3] else least


def parsed_alternative(text):
    """Steps as (members, least, most); most is None if there is no bound."""
    if not (text.startswith("^") and text.endswith("$")):
        raise PatternError("needs ^ and $ around each alternative")
    rest = text[1:-1]
    steps = []
    while rest:
        atom = ATOM.match(rest)
        if atom is None:
            raise PatternError(f"has {rest}, which no step expresses")
        rest = rest[atom.end():]
        count = COUNT.match(rest)
        if count:
            rest = rest[count.end():]
        steps.append((atom_members(atom), *counts(count)))
    return steps


def check_steps(steps):
    for index, (members, least, most) in enumerate(steps):
        # A step counts bytes, and such a character has several.
        if OTHERS in members and (most is not None or least > 1):
            raise PatternError("counts characters that may be outside ASCII")
        if least == most:
            continue
        for further, further_least, _ in steps[index + 1:]:
            if members & further:
                raise PatternError("has a step that could take what the next one needs")
            if further_least > 0:
                break


def mask(members, first):
    return f"0x{sum(1 << (ord(c) - first) for c in members if first <= ord(c) < first + 64):x}U"


def initializer(members, least, most, is_first):
    ascii_members = members - {OTHERS}
    others = "true" if OTHERS in members else "false"
    return (
        f"{{{mask(ascii_members, 0)}, {mask(ascii_members, 64)}, {others}, {least}, "
        f"{UNBOUNDED if most is None else most}, {'true' if is_first else 'false'}}}"
    )


def alternatives_of(pattern):
    """Splits at | outside of classes; such a one follows $."""
    return re.split(r"(?<=\$)\|(?=\^)", pattern)


def steps_of(pattern):
    """C++ initializers of PatternStep."""
    initializers = []
    for text in alternatives_of(pattern):
        try:
            steps = parsed_alternative(text)
            check_steps(steps)
        except PatternError as error:
            raise PatternError(f"pattern {pattern} {error}") from error
        for index, step in enumerate(steps or [(frozenset(), 0, 0)]):
            initializers.append(initializer(*step, index == 0))
    return initializers
