"""The lines between the databases, and from them to etcd, so that they can be cut. Nodes and
HAProxy are connected directly, as if they were on every side of a split."""

import socket
import threading

from layout import DATABASES, HOST

CHUNK = 65536


class Line:
    """An address that leads to a port of this machine. While it is cut, what is on its way waits,
    as with packets that are sent again and again."""

    def __init__(self, target_port):
        self._target = (HOST, target_port)
        self._whole = threading.Event()
        self._whole.set()
        self._listener = socket.create_server((HOST, 0))
        self.address = "{}:{}".format(*self._listener.getsockname())
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self._whole.clear()

    def mend(self):
        self._whole.set()

    def close(self):
        self.mend()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near):
        self._whole.wait()
        try:
            far = socket.create_connection(self._target)
        except OSError:
            near.close()
            return
        threading.Thread(target=self._pump, args=(far, near), daemon=True).start()
        self._pump(near, far)

    def _pump(self, source, sink):
        """One direction; the end of either side ends both."""
        try:
            while data := source.recv(CHUNK):
                self._whole.wait()
                sink.sendall(data)
        except OSError:
            pass
        self._whole.wait()
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Network:
    """What Patroni gets instead of the true addresses."""

    def __init__(self, layout):
        self._etcd = {database: [Line(layout.ports[f"{member}.client"])
                                 for member in layout.etcd_members] for database in DATABASES}
        self._postgres = {database: Line(layout.ports[f"{database}.postgres"])
                          for database in DATABASES}
        self._restapi = {database: Line(layout.ports[f"{database}.restapi"])
                         for database in DATABASES}

    def environment(self, database):
        return {
            # Otherwise it asks etcd for the members' true addresses and goes there.
            "PATRONI_ETCD_USE_PROXIES": "true",
            "PATRONI_ETCD_HOSTS": ",".join(f"'{line.address}'" for line in self._etcd[database]),
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": self._postgres[database].address,
            "PATRONI_RESTAPI_CONNECT_ADDRESS": self._restapi[database].address,
        }

    def _between(self):
        # There are two of them, so each line to one is a line from the other.
        return [*self._postgres.values(), *self._restapi.values()]

    def part(self):
        """Cuts the two databases from each other, and neither from etcd."""
        for line in self._between():
            line.cut()

    def isolate(self, database):
        """Cuts one from the other and from etcd."""
        for line in (*self._between(), *self._etcd[database]):
            line.cut()

    def mend(self):
        for line in self._lines():
            line.mend()

    def close(self):
        for line in self._lines():
            line.close()

    def _lines(self):
        return [*self._between(), *(line for lines in self._etcd.values() for line in lines)]
