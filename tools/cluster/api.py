"""The little of roomkey's API that the tools speak."""

import base64
import http.client
import json
import ssl

from layout import HOST, ClusterError

# Of the client types, the one for programs.
PROGRAM = 72
RESET_BODY = ('{"country": "chinaPR","emailAddr": "email@example.com",'
              '"smsNumber": "+8617300009092"}')


def tls_context(layout):
    return ssl.create_default_context(cafile=str(layout.authority("public")))


def connect(layout, port="public", seconds_max=10, context=None):
    return http.client.HTTPSConnection(HOST, layout.ports[port], timeout=seconds_max,
                                       context=context or tls_context(layout))


def call(connection, method, path, body=None, headers=None):
    """Status and decoded body; raises what `http.client` raises."""
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"Content-Type": "application/json",
                                            "Accept-Language": "en-US", **(headers or {})})
    answer = connection.getresponse()
    raw = answer.read()
    try:
        return answer.status, json.loads(raw) if raw else None
    except ValueError:
        return answer.status, None


def sign_in(layout, account, password):
    """An access token of the administrator."""
    basic = base64.b64encode(f"{account}:{password}".encode()).decode("ascii")
    connection = connect(layout)
    try:
        status, answer = call(connection, "POST", "/v1/usg/acs/auth/account",
                              {"account": account, "clientType": PROGRAM},
                              {"Authorization": f"Basic {basic}"})
    finally:
        connection.close()
    if status != 200:
        raise ClusterError(f"the administrator could not sign in: {status} {answer}")
    return answer["accessToken"]


def reset_path(account):
    return f"/v1/usg/dcs/corp/vision/activecode/{account}/reset"
