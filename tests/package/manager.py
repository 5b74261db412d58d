"""systemd as the scripts of a package meet it, without systemd: a `systemctl` in the tree that has
the test do what it is asked for.
"""

import os
import shutil
import threading

PLACE = "/run/played"
# First in the PATH of who shall meet it, apt-get's scripts among them.
PATH = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
APT_CONFIGURATION = "/etc/apt/apt.conf.d/played"
# Whether a unit is enabled the real one can tell without systemd.
SYSTEMCTL = f"""#!/bin/sh
words=
for word; do case $word in -*) ;; *) words="$words $word" ;; esac; done
set -- $words
case $1 in
    is-active) test -e {PLACE}/active ;;
    is-enabled) exec /bin/systemctl is-enabled "$2" ;;
    daemon-reload) ;;
    *) echo "$*" >{PLACE}/asked && read -r answer <{PLACE}/answer && test "$answer" = done ;;
esac
"""


class Manager:
    """While it is entered, the tree looks as if systemd ran there. `asked` is what it was asked
    for; `obey` is called with the words of each."""

    def __init__(self, tree, is_active, obey):
        self._tree = tree
        self._is_active = is_active
        self._obey = obey
        self._thread = threading.Thread(target=self._listen)
        self.environment = {"PATH": PATH}
        self.asked = []
        self._failure = None

    def __enter__(self):
        self._tree.path(PLACE).mkdir()
        self._tree.path("/run/systemd/system").mkdir(parents=True)
        program = self._tree.path("/usr/local/bin/systemctl")
        program.write_text(SYSTEMCTL)
        program.chmod(0o755)
        self._tree.path(APT_CONFIGURATION).write_text(f'DPkg::Path "{PATH}";\n')
        if self._is_active:
            self._tree.path(f"{PLACE}/active").touch()
        for name in ("asked", "answer"):
            os.mkfifo(self._tree.path(f"{PLACE}/{name}"))
        self._thread.start()
        return self

    def __exit__(self, kind, error, trace):
        self._tree.path(f"{PLACE}/asked").write_text("end\n")
        self._thread.join()
        shutil.rmtree(self._tree.path(PLACE))
        self._tree.path("/run/systemd/system").rmdir()
        self._tree.path("/usr/local/bin/systemctl").unlink()
        self._tree.path(APT_CONFIGURATION).unlink()
        if self._failure is not None:
            raise self._failure from error

    def _listen(self):
        while True:
            words = self._tree.path(f"{PLACE}/asked").read_text().strip()
            if words == "end":
                return
            self.asked.append(words)
            try:
                self._obey(*words.split())
            except Exception as failure:  # Whatever it is, the tree waits for an answer.
                self._failure = failure
            self._tree.path(f"{PLACE}/answer").write_text(
                "failed\n" if self._failure else "done\n")
