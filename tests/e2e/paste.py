"""Pastes a line into a shell, as a user would who reads it on a screen. Prints all that the shell
printed as one JSON text."""
import json
import subprocess
import sys

done = subprocess.run(["/bin/sh", "-c", sys.argv[1]], capture_output=True, text=True, timeout=60)
print(json.dumps(done.stdout + done.stderr), flush=True)
