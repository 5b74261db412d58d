"""A slow gateway for text messages: a node that is killed dies with messages in its hands."""

import http.server
import json
import socket
import threading
import time

# Messages to this number take so long that a node can be killed while it waits for their answers.
SLOW_NUMBER = "+8617300009093"
SLOW_SECONDS = 5.0


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):  # noqa: N802, the name is the library's
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        message = self.headers["webhook-id"]
        is_slow = body["data"]["to"] == SLOW_NUMBER
        if is_slow:
            self.server.gateway.begin(message, self.path.rsplit("/", 1)[-1])
            time.sleep(SLOW_SECONDS)
        self.server.gateway.end(message, is_slow, is_orphaned=self._is_alone())
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_alone(self):
        """Whether the sender is gone and will not see the answer."""
        try:
            return self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def log_message(self, *arguments):
        pass


class Gateway:
    """Takes webhooks on a free port and remembers how often each message came."""

    def __init__(self):
        self.arrivals = {}      # How often each message came, by its id.
        self.orphans = set()    # Slow ones whose sender died while it waited.
        self._under_way = {}    # Of slow ones: which node waits.
        self._lock = threading.Lock()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self._server.gateway = self
        self._server.daemon_threads = True
        # A killed node breaks its connections, which is no news here.
        self._server.handle_error = lambda *arguments: None
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, node):
        """The address for one node, which tells its messages from those of others."""
        return f"http://127.0.0.1:{self._server.server_port}/messages/{node}"

    def begin(self, message, node):
        with self._lock:
            self._under_way[message] = node

    def end(self, message, is_slow, is_orphaned):
        with self._lock:
            self._under_way.pop(message, None)
            self.arrivals[message] = self.arrivals.get(message, 0) + 1
            if is_slow and is_orphaned:
                self.orphans.add(message)

    def holder(self):
        """A node that waits for the answer to a slow message, or None."""
        with self._lock:
            return next(iter(self._under_way.values()), None)

    def lost_orphans(self):
        """Those that nobody sent again."""
        with self._lock:
            return {each for each in self.orphans if self.arrivals[each] < 2}

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
