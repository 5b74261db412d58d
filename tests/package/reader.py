"""Runs the commands of a page in a shell, in which some programs are played by the test."""

import json
import re
import socketserver
import subprocess
import threading

from tree import TestFailure

# Sends its words, and what it is given, and prints the answer.
PLAYED = """#!/usr/bin/python3
import json, os, socket, sys
text = sys.stdin.read() if "-" in sys.argv else ""
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    words = [os.path.basename(sys.argv[0]), *sys.argv[1:]]
    line.sendall(json.dumps([words, text, dict(os.environ)]).encode() + b"\\n")
    is_good, answer = json.loads(line.makefile().read())
(sys.stdout if is_good else sys.stderr).write(answer)
sys.exit(0 if is_good else 1)
"""


def sections(page):
    """Each as its title and its blocks, with what follows the opening quotes."""
    for title, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page.read_text(), re.M | re.S):
        yield title, re.findall(r"^```(\w*)\n(.*?)^```$", body, re.M | re.S)


class Reader:
    """Commands are run in `folder`. `played` has a function for each program, which is given its
    words, standard input and environment and returns its output; what they raise ends the
    shell."""

    def __init__(self, folder, programs, played):
        self._folder = folder
        self._programs = programs
        self._played = played
        self._failure = None
        programs.mkdir()
        address = str(programs / "line")
        for name in played:
            (programs / name).write_text(PLAYED.format(address=address))
            (programs / name).chmod(0o755)
        reader = self

        class Line(socketserver.StreamRequestHandler):
            def handle(self):
                answer = reader.answer(*json.loads(self.rfile.readline()))
                self.wfile.write(json.dumps(answer).encode())

        self._server = socketserver.ThreadingUnixStreamServer(address, Line)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, words, text, environment):
        try:
            return True, self._played[words[0]](words[1:], text, environment) or ""
        except Exception as failure:  # Whatever it is, the shell waits for an answer.
            self._failure = failure
            return False, f"{failure}\n"

    def run(self, script):
        done = subprocess.run(["sh", "-euxc", script], cwd=self._folder, text=True, check=False,
                              capture_output=True,
                              env={"PATH": f"{self._programs}:/usr/sbin:/usr/bin:/sbin:/bin"})
        if self._failure is not None:
            raise self._failure
        if done.returncode != 0:
            raise TestFailure(f"{script}\n{done.stdout}{done.stderr}")

    def close(self):
        self._server.shutdown()
        self._server.server_close()
