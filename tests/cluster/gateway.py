"""A slow gateway for text messages: a node that is killed dies with messages in its hands."""

import http.server
import threading
import time

# Long enough that at any moment under load some are on their way.
SECONDS_PER_MESSAGE = 1.0


class Gateway:
    """Takes webhooks on a free port and remembers each message id with how often it came."""

    def __init__(self):
        self.messages = {}
        self._lock = threading.Lock()
        gateway = self

        class Receiver(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):  # noqa: N802, the name is the library's
                self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(SECONDS_PER_MESSAGE)
                gateway.note(self.headers["webhook-id"])
                self.send_response(204)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self._server.daemon_threads = True
        # A killed node breaks its connections, which is no news here.
        self._server.handle_error = lambda *arguments: None
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/messages"

    def note(self, message):
        with self._lock:
            self.messages[message] = self.messages.get(message, 0) + 1

    def repeated(self):
        with self._lock:
            return sum(count > 1 for count in self.messages.values())

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
