"""Assembles the API document from its parts, and adds what follows from what they say.

The parts are YAML files: one with the introduction and the tags, one for each group of operations,
and one with what several groups share. Paths and components are joined; none may come twice. What
an operation need not say, because it follows from its method, access and body:

  tags         The group: x-tag of its file.
  x-access     Required: open, signed_in, administrator, default_administrator or terminal. Stands
               for `security`, unless that is given, and for the responses 401 and 403.
  x-permission  Of an operation with the access administrator, and required there: look, reset,
               create or manage, what a role may do with what lies in its departments; oversee or
               govern, which are about the whole enterprise.
  responses    400 unless given, and those that the transport has for every operation.
  parameters   X-Request-Id and Accept-Language.
  x-before     What the holder of a console session may still have to do when calling it:
               own_password, replace a password that somebody else chose; totp, set up one-time
               passwords that the enterprise demands. Otherwise the operation is refused until then.
  x-page-of    A schema: the operation answers a page of such records. Stands for the parameters
               offset and limit, and for the envelope (x-page) around the records.
  x-repeatable  True: an Idempotency-Key is honoured. Stands for the parameter, for the header of
               the response 200, for a reason of the response 400 and for the response 409; not for
               that if it is "lasting": what was made outlives the key. Refused: a repeated request
               makes another one, and one with the header is refused, so that nobody relies on it;
               stands for a sentence of the description.
  headers      of a response; X-Request-Id, and for a refusal what every refusal has.
  content      A body is application/json: `schema` and `examples` stand in the response or the
               request body itself. The schema of a refusal is that of errors.
  request_id   of an example of a refusal.
"""

import copy

METHODS = ("get", "put", "post", "delete")
# Of every operation, with what it is about.
TRANSPORT_RESPONSES = {
    "400": "Malformed",
    "408": "RequestTimedOut",
    "413": "BodyTooLarge",
    "414": "RequestLineTooLong",
    "431": "HeaderTooLarge",
    "500": "InternalError",
    "503": "Unavailable",
}
BODY_RESPONSES = {"415": "MediaTypeUnsupported"}
OF_USERS = ("accessToken", "consoleSession")
ACCESSES = {
    "open": ((), {}),
    "signed_in": (OF_USERS, {"401": "NotAuthenticated"}),
    "administrator": (OF_USERS, {"401": "NotAuthenticated", "403": "NotPermitted"}),
    "default_administrator": (OF_USERS, {"401": "NotAuthenticated", "403": "NotPermittedToOthers"}),
    "terminal": (
        ("terminalCredential", "terminalCookie"),
        {"401": "TerminalNotAuthenticated", "403": "NotFromItsPage"},
    ),
}
PERMISSIONS = ("look", "reset", "create", "manage", "oversee", "govern")
# What a console session can be refused with wherever it is accepted; x-before leaves out its own.
SESSION_REFUSALS = "ConsoleSessionRefused"
LEFT_OUT_BEFORE = {"own_password": "password_change_needed", "totp": "totp_enrolment_needed"}
COMMON_PARAMETERS = ("RequestId", "AcceptLanguage")
PAGE_PARAMETERS = ("Offset", "Limit")
REFUSAL_HEADERS = {"X-Roomkey-Reason": "Reason", "Link": "Help"}
# Refusals that tell when another try makes sense.
WAITING_REASONS = {"unavailable", "account_locked", "too_many_wrong_codes", "too_many_pairings"}
REFUSED_KEY = {
    "description": "An Idempotency-Key is refused (`invalid_parameter`): a repeated request is "
                   "not recognised.",
    "x-description-zh": "不支持 Idempotency-Key，携带时拒绝请求（`invalid_parameter`）：无法识别重复的请求。",
}
EXAMPLE_REQUEST_ID = "5f0c1c8e0a6b4b0fa2f1d27c3b9e8d41"


class AssemblyError(Exception):
    pass


def reference(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def in_order(parts):
    """The introduction, then the groups in the order of its tags, then what they share."""
    tags = [tag["name"] for _, part in parts for tag in part.get("tags", ())]
    for name, part in parts:
        if part.get("x-tag", tags[0]) not in tags:
            raise AssemblyError(f"{name} has the unknown x-tag {part['x-tag']}")

    def place(named_part):
        _, part = named_part
        if "openapi" in part:
            return -1
        return tags.index(part["x-tag"]) if "x-tag" in part else len(tags)

    return sorted(parts, key=place)


def joined(parts):
    """One document of all parts; `parts` are pairs of a name and a mapping."""
    whole = {}
    for name, part in in_order(parts):
        for key, value in part.items():
            if key == "components":
                components = whole.setdefault("components", {})
                for kind, entries in value.items():
                    join_entries(components.setdefault(kind, {}), entries, name)
            elif key == "paths":
                join_entries(whole.setdefault("paths", {}), with_tag(value, part), name)
            elif key != "x-tag":
                join_entries(whole, {key: value}, name)
    return whole


def join_entries(whole, entries, part):
    for key, value in entries.items():
        if key in whole:
            raise AssemblyError(f"{part} has a second {key}")
        whole[key] = value


def with_tag(paths, part):
    for item in paths.values():
        for method in METHODS:
            if method in item and "x-tag" in part:
                item[method].setdefault("tags", [part["x-tag"]])
    return paths


def with_content(holder):
    """A body as JSON, if `schema` stands in its place."""
    if "schema" not in holder:
        return holder
    media = {key: holder[key] for key in ("schema", "examples") if key in holder}
    rest = {key: value for key, value in holder.items() if key not in media}
    return {**rest, "content": {"application/json": media}}


def with_request_id(example):
    value = example.get("value")
    if isinstance(value, dict) and "error_code" in value:
        return {**example, "value": {"request_id": EXAMPLE_REQUEST_ID, **value}}
    return example


def assembled_response(response):
    if "$ref" in response:
        return response
    headers = {"X-Request-Id": reference("headers", "RequestId")}
    reasons = response.get("x-reasons", ())
    if reasons:
        headers |= {name: reference("headers", of) for name, of in REFUSAL_HEADERS.items()}
    if WAITING_REASONS & set(reasons):
        headers["Retry-After"] = reference("headers", "RetryAfter")
    if reasons and "content" not in response:
        examples = {name: with_request_id(one) for name, one in response["examples"].items()}
        response = {**response, "schema": reference("schemas", "Error"), "examples": examples}
    return {**with_content(response), "headers": headers | response.get("headers", {})}


def add_page(document, operation):
    """Expands x-page-of."""
    schema = operation.pop("x-page-of", None)
    if schema is None:
        return
    page = f"{schema}Page"
    envelope = copy.deepcopy(document["x-page"])
    envelope["properties"]["data"]["items"] = reference("schemas", schema)
    document["components"]["schemas"].setdefault(page, envelope)
    operation["parameters"] = [
        *(reference("parameters", name) for name in PAGE_PARAMETERS),
        *operation.get("parameters", ()),
    ]
    operation["responses"]["200"] = {
        "schema": reference("schemas", page),
        **operation["responses"]["200"],
    }


def own_response(document, operation, status, default):
    """The response in the operation itself, so that it can be changed for it alone."""
    response = operation["responses"].get(status, default)
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    operation["responses"][status] = copy.deepcopy(response)
    return operation["responses"][status]


def add_repetition(document, operation):
    """Expands x-repeatable."""
    repeatable = operation.pop("x-repeatable", False)
    if not repeatable:
        return
    if repeatable not in (True, "lasting", "refused"):
        raise AssemblyError(f"x-repeatable is {repeatable}, and neither true, lasting nor refused")
    if repeatable == "refused":
        operation["x-refuses-idempotency-key"] = True
        for text, sentence in REFUSED_KEY.items():
            operation[text] = f"{operation.get(text, '').rstrip()}\n\n{sentence}\n".lstrip()
        return
    operation["parameters"] = [
        *operation.get("parameters", ()), reference("parameters", "IdempotencyKey"),
    ]
    done = own_response(document, operation, "200", None)
    done["headers"] = {
        **done.get("headers", {}),
        "Idempotency-Replayed": reference("headers", "IdempotencyReplayed"),
    }
    refused = own_response(document, operation, "400", reference("responses", "Malformed"))
    refused["x-reasons"] = [*refused["x-reasons"], "idempotency_key_reused"]
    if "USG.000000003" not in refused["x-error-codes"]:
        refused["x-error-codes"] = ["USG.000000003", *refused["x-error-codes"]]
    if repeatable != "lasting":
        operation["responses"]["409"] = reference("responses", "ReplayOutdated")


def add_access(operation, responses):
    """Adds what follows from x-access, which the rules of fields need later."""
    access = operation.get("x-access")
    if access not in ACCESSES:
        raise AssemblyError(f"x-access is {access}, which is none of {', '.join(ACCESSES)}")
    permission = operation.get("x-permission")
    if access != "administrator" and permission is not None:
        raise AssemblyError(f"x-permission says nothing of the access {access}")
    if access == "administrator" and permission not in PERMISSIONS:
        raise AssemblyError(f"x-permission is {permission}, which is none of "
                            + ", ".join(PERMISSIONS))
    schemes, refusals = ACCESSES[access]
    operation.setdefault("security", [{scheme: []} for scheme in schemes])
    for status, name in refusals.items():
        responses.setdefault(status, reference("responses", name))


def takes_console_session(operation):
    return {"consoleSession": []} in operation["security"]


def example_of(reason):
    """The name of the example of a refusal in SESSION_REFUSALS."""
    first, *others = reason.split("_")
    return first + "".join(map(str.capitalize, others))


def add_refusals(response, refusals, left_out):
    """Adds to a refusal those of another one with the same status."""
    for text in ("description", "x-description-zh"):
        separator = "" if text.endswith("zh") else " "
        response[text] = separator.join((response[text].strip(), refusals[text].strip()))
    for key in ("x-error-codes", "x-reasons"):
        response[key] = [*response[key], *(one for one in refusals[key]
                                           if one not in (*response[key], *left_out))]
    hidden = [example_of(reason) for reason in left_out]
    response["examples"] = {**response["examples"],
                            **{name: one for name, one in refusals["examples"].items()
                               if name not in hidden}}


def add_session_refusals(document, operation, responses):
    """Adds what follows from x-before and from the acceptance of console sessions."""
    before = operation.get("x-before", ())
    if unknown := set(before) - set(LEFT_OUT_BEFORE):
        raise AssemblyError(f"x-before has {', '.join(sorted(unknown))}")
    if not takes_console_session(operation):
        return
    shared = document["components"]["responses"]
    given = responses.get("403")
    if given is None and not before:
        responses["403"] = reference("responses", SESSION_REFUSALS)
        return
    left_out = [LEFT_OUT_BEFORE[name] for name in before]
    refusals = shared[SESSION_REFUSALS]
    if given is None:
        given = {**refusals, "x-error-codes": [], "x-reasons": [], "examples": {},
                 "description": "", "x-description-zh": ""}
    elif "$ref" in given:
        name = given["$ref"].rsplit("/", 1)[-1]
        if not before:
            # The same for every operation that has it: once.
            if not set(refusals["x-reasons"]) <= set(shared[name]["x-reasons"]):
                add_refusals(shared[name], refusals, ())
            return
        given = shared[name]
    responses["403"] = copy.deepcopy(given)
    add_refusals(responses["403"], refusals, left_out)


def assemble_operation(document, operation):
    add_page(document, operation)
    add_repetition(document, operation)
    responses = operation["responses"]
    add_access(operation, responses)
    add_session_refusals(document, operation, responses)
    for status, name in TRANSPORT_RESPONSES.items():
        responses.setdefault(status, reference("responses", name))
    if "requestBody" in operation:
        operation["requestBody"] = with_content(operation["requestBody"])
        for status, name in BODY_RESPONSES.items():
            responses.setdefault(status, reference("responses", name))
    operation["responses"] = {
        status: assembled_response(responses[status]) for status in sorted(responses)
    }


def add_common_parameters(item):
    given = item.get("parameters", [])
    common = [reference("parameters", name) for name in COMMON_PARAMETERS]
    item["parameters"] = [*given, *(one for one in common if one not in given)]


def assembled(parts):
    """The whole document as it is served, in both languages; `parts` as for `joined`."""
    document = joined(parts)
    components = document["components"]
    for path, item in document["paths"].items():
        if unknown := set(item) - {"parameters", *METHODS}:
            raise AssemblyError(f"{path} has {', '.join(sorted(unknown))}")
        add_common_parameters(item)
        for method in METHODS:
            if method not in item:
                continue
            try:
                assemble_operation(document, item[method])
            except AssemblyError as error:
                raise AssemblyError(f"{method.upper()} {path}: {error}") from error
    for kind, assemble in (("responses", assembled_response), ("requestBodies", with_content),
                           ("examples", with_request_id)):
        for name, value in components.get(kind, {}).items():
            components[kind][name] = assemble(value)
    document.pop("x-page", None)
    return document
