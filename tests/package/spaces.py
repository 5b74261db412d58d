"""A network where all ports are free."""

import subprocess

from life import expect


class Network:
    """With a loopback device and nothing else."""

    def __init__(self):
        self._holder = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "ip link set lo up; echo ready; exec sleep infinity"],
            stdout=subprocess.PIPE, text=True)
        expect("the network", self._holder.stdout.readline() == "ready\n")
        self.enter = ["nsenter", "--net", "--target", str(self._holder.pid)]

    def close(self):
        self._holder.kill()
        self._holder.wait()
