"""What `docker build` makes of Dockerfile and context, without Docker: its steps in a bare tree."""

import fnmatch
import json
import re
import shutil

from life import expect
from tree import TestFailure


def instructions(dockerfile):
    """Each as its name and the rest, on one line."""
    text = re.sub(r"^\s*#.*\n", "", dockerfile.read_text(), flags=re.M)
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name, rest.strip()


def sent_files(dockerfile, context):
    """What of the context's folder goes to the builder: the ignore file next to the Dockerfile
    says."""
    rules = []
    for line in dockerfile.with_name(dockerfile.name + ".dockerignore").read_text().splitlines():
        if line and not line.startswith("#"):
            rules.append((line.lstrip("!"), not line.startswith("!")))
    for path in sorted(context.iterdir()):
        is_ignored = False
        for pattern, ignores in rules:
            if fnmatch.fnmatchcase(path.name, pattern):
                is_ignored = ignores
        if not is_ignored:
            yield path


class Image:
    """What the Dockerfile makes of a tree."""

    def __init__(self, tree):
        self.tree = tree
        self._files = []
        self.user = None
        self.environment = {}
        self.volume = None
        self.ports = []
        self.words = {}

    def build(self, dockerfile, context):
        self._files = list(sent_files(dockerfile, context))
        expect("the context has one package and nothing else",
               [path.name.split("_")[0] for path in self._files] == ["roomkey"], self._files)
        for name, rest in instructions(dockerfile):
            step = getattr(self, f"_{name.lower()}", None)
            if step is None:
                raise TestFailure(f"the test does not know {name}")
            step(rest)

    def command(self):
        return [*self.words["entrypoint"], *self.words["command"]]

    def _from(self, rest):
        known = ("debian:bookworm-slim AS unpacked", "scratch")
        expect("the stages", rest in known, rest)

    def _copy(self, rest):
        if rest == "--from=unpacked / /":
            return
        pattern, target = rest.split()
        self.tree.path(target).mkdir(parents=True, exist_ok=True)
        found = [path for path in self._files if fnmatch.fnmatchcase(path.name, pattern)]
        expect(f"COPY {pattern}", found)
        for path in found:
            shutil.copy(path, self.tree.path(target))

    def _run(self, rest):
        self.tree.run("sh", "-c", rest)

    def _user(self, rest):
        self.user = rest

    def _workdir(self, rest):
        expect("the working folder exists", self.tree.path(rest).is_dir())

    def _volume(self, rest):
        self.volume = rest

    def _env(self, rest):
        self.environment.update(dict([rest.split("=", 1)]))

    def _expose(self, rest):
        self.ports = [int(port) for port in rest.split()]

    def _healthcheck(self, rest):
        self.words["health"] = json.loads(rest[rest.index("["):])

    def _stopsignal(self, rest):
        expect("signal", rest == "SIGTERM", rest)

    def _entrypoint(self, rest):
        self.words["entrypoint"] = json.loads(rest)

    def _cmd(self, rest):
        self.words["command"] = json.loads(rest)
