"""The Dockerfile without Docker: its steps in a bare tree, the result run as the compose file says:
with a read-only root, as its user, with its volume; and the file modes of the Kubernetes example.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import time
from pathlib import Path

import life
from life import expect
from tree import TestFailure, Tree

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "container"


def instructions():
    """Each as its name and the rest, on one line."""
    text = re.sub(r"^\s*#.*\n", "", (FOLDER / "Dockerfile").read_text(), flags=re.M)
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name, rest.strip()


class Image:
    """What the Dockerfile makes of a tree."""

    def __init__(self, tree, context):
        self._tree = tree
        self._context = context
        self.user = None
        self.environment = {}
        self.volume = None
        self.words = {}

    def build(self):
        for name, rest in instructions():
            step = getattr(self, f"_{name.lower()}", None)
            if step is None:
                raise TestFailure(f"the test does not know {name}")
            step(rest)

    def _from(self, rest):
        known = ("debian:bookworm-slim AS unpacked", "scratch")
        expect("the stages", rest in known, rest)

    def _copy(self, rest):
        if rest == "--from=unpacked / /":
            return
        pattern, target = rest.split()
        self._tree.path(target).mkdir(parents=True, exist_ok=True)
        found = [self._context] if self._context.match(pattern) else []
        expect(f"COPY {pattern}", found)
        for path in found:
            shutil.copy(path, self._tree.path(target))

    def _run(self, rest):
        self._tree.run("sh", "-c", rest)

    def _user(self, rest):
        self.user = rest

    def _workdir(self, rest):
        expect("the working folder exists", self._tree.path(rest).is_dir())

    def _volume(self, rest):
        self.volume = rest

    def _env(self, rest):
        self.environment.update(dict([rest.split("=", 1)]))

    def _expose(self, rest):
        expect("ports", rest == "8443 9464", rest)

    def _healthcheck(self, rest):
        self.words["health"] = json.loads(rest[rest.index("["):])

    def _stopsignal(self, rest):
        expect("signal", rest == "SIGTERM", rest)

    def _entrypoint(self, rest):
        self.words["entrypoint"] = json.loads(rest)

    def _cmd(self, rest):
        self.words["command"] = json.loads(rest)


class Container:
    """The image, run in namespaces of its own: network and mounts."""

    def __init__(self, tree, image):
        self._image = image
        self._place = tree.place
        uid, gid = image.user.split(":")
        self._as_user = ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups",
                         "--bounding-set", "-all", "--no-new-privs", "--"]
        # The root read-only, the volume and /tmp not: `read_only`, `volumes`, `tmpfs`. /proc, which
        # every container has: passwords are hashed by processes that are the program itself.
        script = (f"ip link set lo up; cd {tree.place}; mount --bind . .; cd {tree.place}; "
                  f"mount --bind .{image.volume} .{image.volume}; mount -t tmpfs tmpfs ./tmp; "
                  "mount -t proc proc ./proc; "
                  "mount -o remount,ro,bind .; echo ready; exec sleep infinity")
        self._holder = subprocess.Popen(["unshare", "--net", "--mount", "sh", "-c", script],
                                        stdout=subprocess.PIPE, text=True)
        expect("the namespaces", self._holder.stdout.readline() == "ready\n")
        self._server = None

    def _enter(self, *words):
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **self._image.environment}
        return (["nsenter", "--net", "--mount", "--target", str(self._holder.pid), "chroot",
                 str(self._place), *self._as_user, *words], env)

    def run(self, *words, may_fail=False):
        command, env = self._enter(*words)
        done = subprocess.run(command, env=env, text=True, capture_output=True, check=False)
        if done.returncode != 0 and not may_fail:
            raise TestFailure(f"{shlex.join(words)}: {done.stdout}{done.stderr}")
        return done

    def start(self):
        command, env = self._enter(*self._image.words["entrypoint"], *self._image.words["command"])
        self._server = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)

    def is_healthy(self):
        return self.run(*self._image.words["health"], may_fail=True).returncode == 0

    def stop(self):
        if self._server is None:
            return None
        self._server.terminate()
        code = self._server.wait(30)
        self._server = None
        return code

    def close(self):
        self.stop()
        self._holder.kill()
        self._holder.wait()


def wait_healthy(container, seconds_max=60):
    end = time.monotonic() + seconds_max
    while time.monotonic() < end:
        if container.is_healthy():
            return
        time.sleep(0.5)
    raise TestFailure("the container does not become healthy")


def check_service(container, entrypoint, configuration):
    secrets = json.loads(container.run(*entrypoint, "init", "--config", configuration, "--name",
                                       "Acme", "--json").stdout)
    container.start()
    wait_healthy(container)
    refused = container.run("touch", "/etc/roomkey/x", "/usr/x", "/x", may_fail=True)
    expect("the root is read-only", refused.stderr.count("Read-only file system") == 3,
           refused.stderr)
    found = json.loads(container.run(*entrypoint, "code", "add", "--type", "idea-hub", "--name",
                                     "Room", "--config", configuration, "--json").stdout)
    proof = f"{secrets['adminAccount']}:{secrets['adminPassword']}"
    body = json.dumps({"account": secrets["adminAccount"], "clientType": 72})
    token = json.loads(container.run(
        "curl", "-ks", "--fail-with-body", "-u", proof, "-H", "Content-Type: application/json",
        "-d", body, "https://127.0.0.1:8443/v1/usg/acs/auth/account").stdout)["accessToken"]
    reset = container.run(
        "curl", "-ks", "--fail-with-body", "-X", "PUT", "-H", f"X-Access-Token: {token}",
        f"https://127.0.0.1:8443/v1/usg/dcs/corp/vision/activecode/{found['account']}/reset")
    expect("a reset", re.fullmatch(r"\d{11}", json.loads(reset.stdout)["activeCode"]),
           reset.stdout)
    metrics = container.run("curl", "-s", "http://127.0.0.1:9464/metrics").stdout
    expect("the reset's route in the metrics", 'route="ResetVisionActiveCode"' in metrics,
           [line for line in metrics.splitlines() if "requests_total" in line])
    expect("exit code after SIGTERM", container.stop() == 0)


def check_modes_of_secrets(tree, container, entrypoint, configuration):
    """A key file as Kubernetes mounts it: accepted with the example's mode, refused as 0644."""
    example = (FOLDER / "kubernetes.yaml").read_text()
    mode = int(re.search(r"secretName: roomkey-keys, defaultMode: (\d+)", example)[1], 8)
    gid = int(re.search(r"fsGroup: (\d+)", example)[1])
    keyring = tree.path("/var/lib/roomkey/keys/keyring")
    os.chown(keyring, 0, gid)
    for tried, is_accepted in ((mode, True), (0o644, False)):
        keyring.chmod(tried)
        done = container.run(*entrypoint, "corp", "list", "--config", configuration,
                             may_fail=True)
        expect(f"a key file of mode {tried:o}", (done.returncode == 0) == is_accepted,
               done.stdout + done.stderr)


def check_modes_of_volumes(container, entrypoint):
    """An emptyDir as Kubernetes makes it for fsGroup: the example's folder in it is accepted, and
    the volume itself is not."""
    example = (FOLDER / "kubernetes.yaml").read_text()
    data = re.search(r'^ +data = "(.+)"$', example, re.M)[1]
    mount = re.search(r"name: data, mountPath: ([^ ]+) ", example)[1]
    # /tmp of the container is a tmpfs as an emptyDir may be one.
    volume = "/tmp/volume"
    place = volume + data.removeprefix(mount)
    expect("the data are within the volume", place != data and place != volume, data)
    container.run("mkdir", volume)
    container.run("chmod", "02777", volume)
    for tried, is_accepted in ((place, True), (volume, False)):
        done = container.run(*entrypoint, "init", "--data", tried, "--name", "Acme",
                             may_fail=True)
        expect(f"{tried} as data folder", (done.returncode == 0) == is_accepted,
               done.stdout + done.stderr)


def whole_image(bench):
    tree = Tree(bench.place / "container", bench.archive)
    container = None
    try:
        image = Image(tree, bench.package)
        image.build()
        expect("the image's user is the example's", image.user.split(":")[0] in re.findall(
            r"runAsUser: (\d+)", (FOLDER / "kubernetes.yaml").read_text()))
        container = Container(tree, image)
        entrypoint = image.words["entrypoint"]
        configuration = image.words["command"][-1]
        check_service(container, entrypoint, configuration)
        check_modes_of_secrets(tree, container, entrypoint, configuration)
        check_modes_of_volumes(container, entrypoint)
        life.expect("the data are the user's alone",
                    tree.path(image.volume).stat().st_mode & 0o777 == 0o700)
    finally:
        if container is not None:
            container.close()
        tree.close(bench.keep)
