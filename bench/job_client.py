"""The client of bench/jobs, over TLS without looking at the certificate, on this machine alone.

job_client.py create HOST:PORT: makes a draft that tags all terminals of the file that the
environment names, in parts that fit a request; prints its id.
job_client.py start HOST:PORT JOB: starts it.
job_client.py show HOST:PORT JOB: prints how far it is and how fast it goes.
job_client.py state HOST:PORT JOB: prints its state.
The administrator's token is in the environment.
"""
import http.client
import json
import os
import ssl
import sys

JOBS = "/v1/roomkey/jobs"
ROWS_IN_A_PART = 1000


def connect(address):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(address, context=context, timeout=120)


def ask(connection, method, path, body=None):
    headers = {"X-Access-Token": os.environ["ROOMKEY_BENCH_TOKEN"],
               "Content-Type": "application/json"}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status} {text[:200]}")
    return json.loads(text)


def create(connection):
    with open(os.environ["ROOMKEY_BENCH_ACCOUNTS"], encoding="utf-8") as file:
        accounts = [line.split()[0] for line in file]
    job = ask(connection, "POST", JOBS, {"kind": "label"})["id"]
    for at in range(0, len(accounts), ROWS_IN_A_PART):
        lines = "".join(f"{account},bench\n" for account in accounts[at:at + ROWS_IN_A_PART])
        ask(connection, "POST", f"{JOBS}/{job}/rows", {"csv": "account,tags\n" + lines})
    print(job)


def show(job):
    print(f"{job['done']} of {job['rows']} rows done, {job['rowsPerMinute']} a minute, "
          f"{job['remainingTime']} s left")


def main():
    connection = connect(sys.argv[2])
    if sys.argv[1] == "create":
        create(connection)
    elif sys.argv[1] == "start":
        ask(connection, "POST", f"{JOBS}/{sys.argv[3]}/start")
    elif sys.argv[1] == "state":
        print(ask(connection, "GET", f"{JOBS}/{sys.argv[3]}")["state"])
    else:
        show(ask(connection, "GET", f"{JOBS}/{sys.argv[3]}"))


main()
