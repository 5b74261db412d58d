"""Receives webhooks as Standard Webhooks says, with the standard library alone.

webhook_receiver.py SECRET: prints its port, then one line of JSON per request. Answers 204 to a
good signature, 401 to a bad or stale one.
"""
import base64
import hashlib
import hmac
import http.server
import json
import sys
import time


def is_signed(secret, headers, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    stamp = headers["webhook-timestamp"]
    if abs(time.time() - int(stamp)) > 300:
        return False
    content = headers["webhook-id"].encode() + b"." + stamp.encode() + b"." + body
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    given = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    return any(version == "v1" and hmac.compare_digest(expected, value) for version, value in given)


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        good = is_signed(sys.argv[1], self.headers, body)
        line = {"path": self.path, "id": self.headers["webhook-id"], "good": good}
        if good:
            line["body"] = json.loads(body)
        print(json.dumps(line), flush=True)
        self.send_response(204 if good else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
