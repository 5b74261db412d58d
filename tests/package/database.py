"""A PostgreSQL server that a page of the documentation takes for granted, with TLS and a name."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from life import ROOT
from sinks import wait_for

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
PASSWORD = "of the example"
ACCESS = "local all all trust\nhostssl roomkey roomkey 127.0.0.1/32 scram-sha-256\n"


class Database:
    """At 127.0.0.1:5432 of the network, with role and database by packaging/cluster/roomkey.sql;
    `host` is what its certificate says."""

    def __init__(self, network, host):
        self.folder = Path(tempfile.mkdtemp(prefix="roomkey-", dir="/tmp"))
        shutil.chown(self.folder, "postgres", "postgres")
        self._data = self.folder / "data"
        self._run(PROGRAMS / "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                  "--no-sync", "--pgdata", self._data)
        self._run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
                  f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout",
                  self._data / "server.key", "-out", self.authority())
        (self._data / "pg_hba.conf").write_text(ACCESS)
        with (self.folder / "log").open("w") as log:
            self._server = subprocess.Popen(
                [*network.enter, "runuser", "-u", "postgres", "--", PROGRAMS / "postgres", "-D",
                 self._data, "-k", self.folder, "-c", "listen_addresses=127.0.0.1", "-c", "ssl=on",
                 "-c", "fsync=off"], stdout=log, stderr=log, cwd=self.folder)
        wait_for("the database", lambda: subprocess.run(
            [PROGRAMS / "pg_isready", "--quiet", "--host", self.folder], check=False
        ).returncode == 0)
        self._run(PROGRAMS / "psql", "--quiet", "--host", self.folder, "-v", "ON_ERROR_STOP=1",
                  "-d", "postgres", "-f", "-", ROOMKEY_DB_PASSWORD=PASSWORD,
                  text=(ROOT / "packaging" / "cluster" / "roomkey.sql").read_text())

    def authority(self):
        return self._data / "server.crt"

    def _run(self, *words, text=None, **variables):
        subprocess.run(["runuser", "-u", "postgres", "--", *words], input=text, text=True,
                       check=True, capture_output=True, cwd=self.folder,
                       env={**os.environ, **variables})

    def close(self):
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self.folder)
