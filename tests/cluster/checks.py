"""What must hold when all is over: by the API, and by SQL on what is now the primary."""

import time

import api
import health
from bench import ACCOUNTS

SEARCH_PATH = "/v1/usg/dcs/corp/vision/activecode"
SETTLE_SECONDS_MAX = 120


def _ask(bench, connection, method, path, body=None, token=None):
    return api.call(connection, method, path, body, {"X-Access-Token": token} if token else {})


def check_codes(bench):
    """The last acknowledged code of every account is the live one. How many were looked at."""
    connection = api.connect(bench.layout)
    looked = 0
    for account in bench.accounts[:ACCOUNTS]:
        looked += 1
        if account.credential:
            status, answer = _ask(bench, connection, "GET", "/v1/terminal",
                                  token=account.credential)
            if status != 200 or answer["account"] != account.name:
                bench.ledger.note_broken(
                    f"{account.name}: its device is not bound any more ({status})")
        elif not account.is_spent:
            status, answer = _ask(bench, connection, "GET",
                                  f"{SEARCH_PATH}?searchKey={account.code}", token=bench.token)
            found = [each["activeCode"] for each in answer["data"]] if status == 200 else []
            if found != [account.code]:
                bench.ledger.note_broken(f"{account.name}: its last code is not found ({status})")
    connection.close()
    return looked


def activate_rest(bench):
    """The codes that nobody has presented bind a device: the proof by use. How many did."""
    connection = api.connect(bench.layout)
    count = 0
    for account in bench.accounts[:ACCOUNTS]:
        if account.is_spent:
            continue
        status, answer = _ask(bench, connection, "POST", "/v1/terminal/activation",
                              {"activeCode": account.code, "sn": f"LAST-{count}"})
        if status != 200 or answer["account"] != account.name:
            bench.ledger.note_broken(f"{account.name}: its last code binds nothing ({status})")
        count += 1
    connection.close()
    return count


def check_audit(bench):
    """The audit has every acknowledged reset, exactly once. How many it has."""
    rows = health.query(bench.layout, "SELECT request_id, account, count(*) FROM audit "
                        "WHERE operation = 'reset_code' AND outcome = 'ok' GROUP BY 1, 2",
                        "roomkey")
    kept = {(request_id, account): int(count) for request_id, account, count in rows}
    for request_id, account, _ in bench.ledger.resets:
        count = kept.get((request_id, account), 0)
        if count != 1:
            bench.ledger.note_broken(f"{account}: the audit has {request_id} {count} times")
    return len(kept)


def check_bindings(bench):
    """No account has two devices, no code two accounts."""
    twice = health.query(bench.layout, "SELECT user_key, count(*) FROM binding WHERE ended = 0 "
                         "GROUP BY 1 HAVING count(*) > 1", "roomkey")
    for user_key, count in twice:
        bench.ledger.note_broken(f"user {user_key} has {count} devices")
    return int(health.query(bench.layout, "SELECT count(*) FROM binding WHERE ended = 0",
                            "roomkey")[0][0])


def check_notices(bench):
    """Every message was settled, those of the killed node after their lease of a minute. The
    number by state."""
    end = time.monotonic() + SETTLE_SECONDS_MAX
    while time.monotonic() < end:
        left = health.query(bench.layout, "SELECT count(*) FROM notice WHERE state < 2",
                            "roomkey")[0][0]
        if left == "0":
            break
        time.sleep(0.5)
    else:
        bench.ledger.note_broken(f"{left} messages are not settled")
    for message in bench.gateway.lost_orphans():
        bench.ledger.note_broken(f"message {message} died with its node")
    if bench.has_killed_node and not bench.gateway.orphans:
        bench.ledger.note_broken("the killed node held no message, so nothing was shown")
    rows = health.query(bench.layout, "SELECT state, count(*) FROM notice GROUP BY 1 ORDER BY 1",
                        "roomkey")
    return {int(state): int(count) for state, count in rows}
