"""A bare Debian 12 in a folder, and what can be done in it."""

import os
import shutil
import subprocess
from pathlib import Path


class TestFailure(Exception):
    """What was expected and what came instead."""


def sources():
    """The files of this machine's apt that know Debian 12 itself."""
    places = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*.list"),
              *Path("/etc/apt/sources.list.d").glob("*.sources")]
    return [str(place) for place in places
            if place.is_file() and "bookworm" in place.read_text().split()]


def make_bare(archive):
    """Kept from run to run: it takes a minute and the package source."""
    if archive.is_file():
        return
    unfinished = archive.with_suffix(".part.tar")
    subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "bookworm", str(unfinished),
                    *sources()], check=True)
    unfinished.rename(archive)


class Tree:
    """The folder is removed at the end, unless it is to be kept."""

    def __init__(self, place, archive):
        self.place = place
        if os.path.ismount(place / "proc"):
            # Of a run that was killed.
            subprocess.run(["umount", str(place / "proc")], check=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        subprocess.run(["tar", "--extract", "--file", str(archive), "--directory", str(place)],
                       check=True)
        self._mounts = []
        self._mount("proc", "--types", "proc", "proc")
        # /dev of the archive has what programs need: null, zero, urandom.
        shutil.copy("/etc/resolv.conf", place / "etc" / "resolv.conf")
        self.run("apt-get", "update", "--quiet")

    def _mount(self, folder, *how):
        subprocess.run(["mount", *how, str(self.place / folder)], check=True)
        self._mounts.append(folder)

    def close(self, keep=False):
        for folder in reversed(self._mounts):
            subprocess.run(["umount", str(self.place / folder)], check=True)
        self._mounts = []
        if not keep:
            shutil.rmtree(self.place)

    def run(self, *words, user=None, text=None, may_fail=False, environment=None):
        """Standard output of a command in the tree."""
        front = ["runuser", "-u", user, "--"] if user else []
        done = subprocess.run(["chroot", str(self.place), *front, *words], input=text, text=True,
                              capture_output=True, check=False,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
                                   "DEBIAN_FRONTEND": "noninteractive", **(environment or {})})
        if done.returncode != 0 and not may_fail:
            raise TestFailure(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}"
                              f"{done.stderr}")
        return done.stdout + (done.stderr if may_fail else "")

    def install(self, package, **how):
        """Installs a package file of this machine, and what it depends on."""
        target = f"/srv/{package.name}"
        shutil.copy(package, self.place / target[1:])
        out = self.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", target,
                       **how)
        os.unlink(self.place / target[1:])
        return out

    def path(self, absolute):
        return self.place / absolute.lstrip("/")

    def facts(self, absolute):
        """Mode, owner and group as the tree names them."""
        return self.run("stat", "--format", "%a %U %G", absolute).strip()
