"""packaging/container without Docker and Kubernetes: README.md is run as it is written, with both
played. The Dockerfile's steps are done in a bare tree, and what compose file and manifest say of
the containers is done to the program there.
"""

import contextlib
import json
import re

import yaml

import kubernetes
import reader
from image import Image
from life import ROOT, expect
from sinks import wait_for
from spaces import Confinement, Container, Network
from tree import TestFailure, Tree
from unit import Unit

FOLDER = ROOT / "packaging" / "container"
# What the test looks at; whatever else a compose file gets must be added here.
KNOWN_TO_COMPOSE = {"image", "pull_policy", "read_only", "tmpfs", "cap_drop", "security_opt",
                    "restart", "stop_grace_period", "ulimits", "ports", "volumes", "environment"}


class Compose:
    """`docker compose` for the one service of a file."""

    def __init__(self, image, network):
        self._image = image
        self._network = network
        self._service = None
        self._container = None
        self.output = {}

    def read(self, path):
        document = yaml.safe_load(path.read_text())
        expect("the services", list(document["services"]) == ["roomkey"])
        self._service = document["services"]["roomkey"]
        unknown = set(self._service) - KNOWN_TO_COMPOSE
        expect("the test knows all of the compose file", not unknown, unknown)
        expect("the image is not a registry's", self._service["pull_policy"] == "never")
        expect("it restarts", self._service["restart"] == "always")
        expect("only the API is published", self._service["ports"] == ["8443:8443"])
        expect("the volumes", set(document["volumes"]) == {
            volume.split(":")[0] for volume in self._service["volumes"]})
        expect("the volume that lasts is the image's", self._image.volume in {
            volume.split(":")[1] for volume in self._service["volumes"]})

    def grace(self):
        return int(re.fullmatch(r"(\d+)s", self._service["stop_grace_period"])[1])

    def _confinement(self):
        service = self._service
        # A new volume begins as what the image has there.
        mounts = [(volume.split(":")[1], self._image.tree.path(volume.split(":")[1]))
                  for volume in service.get("volumes", ())]
        mounts += [(target, None) for target in service.get("tmpfs", ())]
        environment = {name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value)
                       for name, value in service.get("environment", {}).items()}
        return Confinement(
            self._image.user, {**self._image.environment, **environment},
            service.get("read_only", False), service.get("cap_drop") == ["ALL"],
            "no-new-privileges:true" in service.get("security_opt", ()), mounts,
            service.get("ulimits", {}))

    def _make(self):
        return Container(self._image.tree, self._network, self._confinement())

    def do(self, words):
        """What follows `docker compose`."""
        match words:
            case ["run", "--rm", "roomkey", *rest]:
                with contextlib.closing(self._make()) as container:
                    self.output["run"] = container.run(*self._image.words["entrypoint"],
                                                       *rest).stdout
            case ["up", "--detach"]:
                self._container = self._make()
                self._container.start(self._image.command())
                wait_for("a healthy container", self._is_healthy)
            case ["exec", "roomkey", *rest]:
                self._container.run(*rest)
            case _:
                raise TestFailure(f"the test does not know docker compose {words}")

    def _is_healthy(self):
        return self.run(*self._image.words["health"], may_fail=True).returncode == 0

    def run(self, *words, **how):
        return self._container.run(*words, **how)

    def limits(self):
        return self._container.limits()

    def stop(self):
        expect("exit code after SIGTERM", self._container.stop(self.grace()) == 0)

    def close(self):
        if self._container is not None:
            self._container.close()


def check_confinement(compose):
    refused = compose.run("touch", "/etc/roomkey/x", "/usr/x", "/x", may_fail=True)
    expect("the root is read-only", refused.stderr.count("Read-only file system") == 3,
           refused.stderr)
    compose.run("touch", "/tmp/x", "/var/lib/roomkey/x")
    status = compose.run("cat", "/proc/self/status").stdout
    for name, value in {"CapBnd": "0000000000000000", "CapEff": "0000000000000000",
                        "NoNewPrivs": "1"}.items():
        expect(f"{name} of its processes", re.search(rf"^{name}:\s+{value}$", status, re.M), status)
    expect("no core dumps", re.search(r"^Max core file size +0 +0 ", compose.limits(), re.M),
           compose.limits())


def check_service(compose, image):
    """A sign-in and a reset by the name that the compose file gives the certificate."""
    said = compose.output["run"]
    account, password = re.search(r"^Administrator +(\S+)\nPassword +(\S+)$", said, re.M).groups()
    found = json.loads(compose.run(
        "roomkey", "code", "add", "--type", "idea-hub", "--name", "Room", "--config",
        image.words["command"][-1], "--json").stdout)
    trust = ["curl", "-s", "--fail-with-body", "--cacert", f"{image.volume}/tls/server.crt"]
    body = json.dumps({"account": account, "clientType": 72})
    token = json.loads(compose.run(
        *trust, "-u", f"{account}:{password}", "-H", "Content-Type: application/json", "-d", body,
        "https://localhost:8443/v1/usg/acs/auth/account").stdout)["accessToken"]
    reset = compose.run(
        *trust, "-X", "PUT", "-H", f"X-Access-Token: {token}",
        f"https://localhost:8443/v1/usg/dcs/corp/vision/activecode/{found['account']}/reset")
    expect("a reset", re.fullmatch(r"\d{11}", json.loads(reset.stdout)["activeCode"]),
           reset.stdout)
    metrics = compose.run("curl", "-s", "http://127.0.0.1:9464/metrics").stdout
    expect("the reset's route in the metrics", 'route="ResetVisionActiveCode"' in metrics,
           [line for line in metrics.splitlines() if "requests_total" in line])


class Docker:
    """`docker` itself."""

    def __init__(self, image, compose, folder):
        self._image = image
        self._compose = compose
        self._folder = folder
        self._names = set()
        self.pushed = set()

    def do(self, words, _text, environment):
        match words:
            case ["build", "--file", dockerfile, "--tag", tag, context]:
                self._image.build(self._folder / dockerfile, self._folder / context)
                self._names.add(tag)
            case ["compose", *rest]:
                self._compose.read(self._folder / environment["COMPOSE_FILE"])
                self._compose.do(rest)
            case ["tag", old, new]:
                expect("the image is known", old in self._names, old)
                self._names.add(new)
            case ["push", name]:
                expect("the image has this name", name in self._names, name)
                self.pushed.add(name)
            case _:
                raise TestFailure(f"the test does not know docker {words}")


def make_folder(bench, tree):
    """Where the reader of the page is: the root of the sources, with the package."""
    folder = tree.path("/srv/sources")
    (folder / "build").mkdir(parents=True)
    (folder / "packaging").symlink_to(ROOT / "packaging")
    (folder / "build" / "package").symlink_to(bench.package.parent.resolve())
    return folder


def whole_image(bench):
    tree = Tree(bench.place / "container", bench.archive)
    parts = []
    try:
        folder = make_folder(bench, tree)
        network, image = Network(), Image(tree)
        parts.append(network)
        compose = Compose(image, network)
        parts.append(compose)
        docker = Docker(image, compose, folder)
        cluster = kubernetes.Cluster(image, network, folder, docker.pushed)
        parts.append(cluster)
        shell = reader.Reader(folder, bench.place / "programs", {
            "docker": docker.do, "kubectl": cluster.do, "roomkey": cluster.roomkey})
        parts.append(shell)
        blocks = {title: "".join(text for _, text in found)
                  for title, found in reader.sections(FOLDER / "README.md")}
        # The package is there already.
        shell.run(blocks["Build"].replace("./dev package\n", "", 1))
        shell.run(blocks["One machine"])
        check_confinement(compose)
        check_service(compose, image)
        compose.stop()
        expect("the data are the user's alone",
               tree.path(image.volume).stat().st_mode & 0o777 == 0o700)
        unit = Unit(ROOT / "packaging" / "systemd" / "roomkey.service")
        expect("compose file and unit wait as long for the end",
               compose.grace() == int(unit.get("TimeoutStopSec")), compose.grace())
        cluster.prepare(bench.place / "pod")
        shell.run(blocks["Kubernetes"])
        cluster.check(compose.grace())
    finally:
        for part in reversed(parts):
            part.close()
        tree.close(bench.keep)
