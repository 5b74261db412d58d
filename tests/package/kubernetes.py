"""packaging/container/kubernetes.yaml without Kubernetes: secrets and volumes get the owners and
modes that it gives them, and a pod's containers are run one after the other, in one network.
"""

import contextlib
import os
import re
import shutil
import subprocess

import yaml

from database import PASSWORD, Database
from life import expect
from sinks import wait_for
from spaces import Confinement, Container
from tree import TestFailure

DATABASE = "db.example"
# What Kubernetes gives an emptyDir, and a secret without `defaultMode`.
OPEN_FOLDER = 0o2777
OPEN_FILE = 0o644


class Cluster:
    """`kubectl`, and what comes of it."""

    def __init__(self, image, network, folder, pushed):
        self._image = image
        self._tree = image.tree
        self._network = network
        self._folder = folder
        self._pushed = pushed
        self._secrets = {}
        self._documents = {}
        self._place = None
        self._database = None

    def prepare(self, place):
        """What the page takes for granted: a database and four files; `place` is for volumes."""
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        self._place = place
        self._database = Database(self._network, DATABASE)
        with self._tree.path("/etc/hosts").open("a") as hosts:
            hosts.write(f"127.0.0.1 {DATABASE}\n")
        shutil.copy(self._database.authority(), self._folder / "ca.crt")
        password = self._folder / "pgpass"
        password.write_text(f"*:*:*:roomkey:{PASSWORD}\n")
        password.chmod(0o600)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                        "-subj", "/CN=rooms.example.com", "-keyout", "server.key", "-out",
                        "server.crt"], cwd=self._folder, check=True, capture_output=True)

    def roomkey(self, words, _text, _environment):
        """Of a machine that has the package: here the tree, whose user is root."""
        place = "/" + str(self._folder.relative_to(self._tree.place))
        return subprocess.run(
            [*self._network.enter, "chroot", self._tree.place, "sh", "-c",
             f'cd {place} && exec roomkey "$@"', "sh", *words], text=True, check=True,
            stdout=subprocess.PIPE, env={"PATH": "/usr/bin:/bin"}).stdout

    def do(self, words, text, _environment):
        match words:
            case ["create", "secret", "generic", name, *files]:
                found = {}
                for flag in files:
                    key, _, path = flag.removeprefix("--from-file=").rpartition("=")
                    found[key or path] = (self._folder / path).read_bytes()
                self._secrets[name] = found
            case ["create", "secret", "tls", name, certificate, key]:
                self._secrets[name] = {
                    "tls.crt": (self._folder / certificate.removeprefix("--cert=")).read_bytes(),
                    "tls.key": (self._folder / key.removeprefix("--key=")).read_bytes()}
            case ["apply", "--filename", "-"]:
                for document in yaml.safe_load_all(text):
                    self._documents[document["kind"]] = document
            case _:
                raise TestFailure(f"the test does not know kubectl {words}")

    def check(self, grace):
        template = self._documents["Deployment"]["spec"]["template"]
        self._check_names(template)
        pod = template["spec"]
        expect("pod, compose file and unit wait as long for the end",
               pod["terminationGracePeriodSeconds"] == grace, grace)
        user = f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}"
        expect("the pod's user is the image's", user == self._image.user, user)
        self._run_pod(pod, grace)
        self._check_refused(pod)

    def _check_names(self, template):
        """What refers to each other by name."""
        labels = template["metadata"]["labels"]
        for kind in "Deployment", "PodDisruptionBudget":
            selector = self._documents[kind]["spec"]["selector"]["matchLabels"]
            expect(f"the pods of the {kind}", selector == labels, selector)
        service = self._documents["Service"]["spec"]
        expect("the pods of the Service", service["selector"] == labels, service)
        container = template["spec"]["containers"][0]
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        expect("the ports are the image's", sorted(ports.values()) == self._image.ports, ports)
        expect("the Service leads to the API", [ports[port["targetPort"]] for port in
                                                service["ports"]] == [8443], service)
        expect("Prometheus finds the port of the figures",
               template["metadata"]["annotations"]["prometheus.io/port"] == str(ports["ops"]))
        health = self._image.words["health"][-1]
        probe = container["livenessProbe"]["httpGet"]
        expect("pod and image ask for life at the same address",
               health == f"http://127.0.0.1:{ports[probe['port']]}{probe['path']}", health)
        for each in (*template["spec"]["initContainers"], container):
            expect("the image was pushed", each["image"] in self._pushed, each["image"])

    def _volume(self, pod, volume, group):
        """As the kubelet makes it."""
        place = self._place / volume["name"]
        place.mkdir()
        if "emptyDir" in volume:
            os.chown(place, 0, group)
            place.chmod(OPEN_FOLDER)
            return place
        if "secret" in volume:
            files = self._secrets[volume["secret"]["secretName"]]
            mode = volume["secret"].get("defaultMode", OPEN_FILE)
        else:
            config = self._documents["ConfigMap"]
            expect("the name of the configuration",
                   volume["configMap"]["name"] == config["metadata"]["name"])
            files = {name: text.encode() for name, text in config["data"].items()}
            mode = OPEN_FILE
        for name, content in files.items():
            (place / name).write_bytes(content)
            os.chown(place / name, 0, group)
            (place / name).chmod(mode)
        return place

    def _container(self, pod, described, places):
        security = described["securityContext"]
        mounts = []
        for mount in described["volumeMounts"]:
            source = places[mount["name"]] / mount.get("subPath", "")
            target = self._tree.path(mount["mountPath"])
            if source.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            mounts.append((mount["mountPath"], source))
        context = pod["securityContext"]
        return Container(self._tree, self._network, Confinement(
            f"{context['runAsUser']}:{context['runAsGroup']}", self._image.environment,
            security["readOnlyRootFilesystem"], security["capabilities"] == {"drop": ["ALL"]},
            not security["allowPrivilegeEscalation"], mounts))

    def _run_pod(self, pod, grace):
        group = pod["securityContext"]["fsGroup"]
        places = {each["name"]: self._volume(pod, each, group) for each in pod["volumes"]}
        for each in pod["initContainers"]:
            with contextlib.closing(self._container(pod, each, places)) as container:
                said = container.run(*each["command"])
                expect("nothing secret in the log", not said.stdout, said.stdout)
        described = pod["containers"][0]
        with contextlib.closing(self._container(pod, described, places)) as container:
            container.start(self._image.command())
            ready = described["readinessProbe"]["httpGet"]
            url = f"http://127.0.0.1:9464{ready['path']}"
            wait_for("a pod that is ready", lambda: container.run(
                "curl", "--fail", "--silent", url, may_fail=True).returncode == 0)
            listed = container.run("roomkey", "corp", "list", "--config",
                                   self._image.command()[-1]).stdout
            expect("the pod serves the enterprise", "My enterprise" in listed, listed)
            expect("exit code after SIGTERM", container.stop(grace) == 0)

    def _check_refused(self, pod):
        """What the page says is not accepted: the mode that a secret has by default, and an
        emptyDir itself as the folder of the data."""
        self._place = self._place / "refused"
        self._place.mkdir()
        group = pod["securityContext"]["fsGroup"]
        places = {each["name"]: self._volume(pod, each, group) for each in pod["volumes"]}
        with contextlib.closing(self._container(pod, pod["containers"][0], places)) as container:
            init = ["roomkey", "init", "--config", self._image.command()[-1]]
            container.run("install", "-m", "0600", "/etc/roomkey/database/pgpass",
                          "/etc/roomkey/pgpass/pgpass")
            volume = container.run(*init, "--data", self._image.volume, may_fail=True)
            expect("an emptyDir is refused", volume.returncode == 1, volume.stderr)
            (places["keys"] / "keyring").chmod(OPEN_FILE)
            keys = container.run(*init, may_fail=True)
            expect("a key file of mode 0644 is refused", re.search("key", keys.stderr) and
                   keys.returncode == 1, keys.stderr)
            (places["keys"] / "keyring").chmod(0o440)
            container.run(*init)

    def close(self):
        if self._database is not None:
            self._database.close()
