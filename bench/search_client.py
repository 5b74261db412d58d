"""The client of bench/search, over TLS without looking at the certificate, on this machine alone.

search_client.py HOST:PORT ACCOUNTS REQUESTS: prints count, p50 and p99 in milliseconds of each kind
of search, one request after the other on one connection; the administrator's token is in the
environment.
"""
import http.client
import json
import os
import ssl
import sys
import time
import urllib.parse

USERS = "/v1/usg/dcs/corp/member"
DEVICES = "/v1/usg/dcs/corp/device"
CODES = "/v1/usg/dcs/corp/vision/activecode"
TERMINALS = {"userType": "13", "containsUnActive": "true"}


def cases(accounts):
    last = accounts - 1
    yield "users", USERS, {}
    yield "users, bound terminals", USERS, {"userType": "13"}
    yield "users, disabled", USERS, {"status": "1"}
    yield "users, one department", USERS, {"deptCode": "d7"}
    for field in ("ldapAccount", "sortLevel", "deptCode"):
        yield f"users by {field}", USERS, {"sortField": field, "isAsc": "true"}
    for key in ("伟", "王", "王伟", "王伟芳", "r", "13", "@example", "user1", f"{last // 10}4@e",
                "zzz"):
        yield f"users, {key}", USERS, {"searchKey": key}
    yield "users, 王伟 by ldapAccount", USERS, {"searchKey": "王伟", "sortField": "ldapAccount"}
    for key in ("r", "会", "会议", "会议室 7", "ärzte", "meeting room", "berlin meeting room 6f"):
        yield f"terminals, {key}", USERS, {"searchKey": key, **TERMINALS}
    yield "bound terminals, 会议", USERS, {"searchKey": "会议", "userType": "13"}
    yield "devices", DEVICES, {}
    for key in ("会", "te", "会议室", "ärzte", f"{last}"):
        yield f"devices, {key}", DEVICES, {"searchKey": key}
    yield "devices, TE20", DEVICES, {"model": "TE20"}
    yield "codes", CODES, {}
    for key in ("会", "会议", "ärzte", "Ａ", f"{last - 4}"):
        yield f"codes, {key}", CODES, {"searchKey": key}


def deep_cases(accounts):
    for place, offset in (("middle", accounts // 4), ("beyond the end", accounts)):
        yield f"users, {place}", USERS, {"offset": offset}
        yield f"users, @example, {place}", USERS, {"offset": offset, "searchKey": "@example"}
        yield f"users, 1, {place}", USERS, {"offset": offset, "searchKey": "1"}
    for place, offset in (("middle", accounts // 10), ("beyond the end", accounts)):
        yield f"devices, 会议, {place}", DEVICES, {"offset": offset, "searchKey": "会议"}
        yield f"codes, {place}", CODES, {"offset": offset}
        yield f"codes, 会议, {place}", CODES, {"offset": offset, "searchKey": "会议"}


def measure(connection, name, path, query, requests):
    target = path + "?" + urllib.parse.urlencode({"limit": 20, **query})
    headers = {"X-Access-Token": os.environ["ROOMKEY_BENCH_TOKEN"]}
    times = []
    for _ in range(requests + 3):
        began = time.perf_counter()
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            sys.exit(f"{target}: {answer.status} {body[:200]}")
    # The first ones warm up.
    times = sorted(times[3:])
    page = json.loads(body)
    p99 = times[min(len(times) - 1, len(times) * 99 // 100)]
    p50 = times[len(times) // 2]
    print(f"{name:40} {page['count']:>9} {len(page['data']):>5} {p50:>9.2f} {p99:>9.2f}",
          flush=True)


def main():
    address, accounts, requests = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection(address, context=context, timeout=120)
    print(f"{'search':40} {'count':>9} {'rows':>5} {'p50 ms':>9} {'p99 ms':>9}")
    for name, path, query in cases(accounts):
        measure(connection, name, path, query, requests)
    print("deep pages")
    for name, path, query in deep_cases(accounts):
        measure(connection, name, path, query, max(3, requests // 10))


main()
