"""Assembles the API document from its parts, and adds what follows from what they say.

The parts are YAML files: one with the introduction and the tags, one for each group of operations,
and one with what several groups share. Paths and components are joined; none may come twice. What
an operation need not say, because it follows from its method, access and body:

  tags         The group: x-tag of its file.
  x-access     Required: open, signed_in, administrator, default_administrator or terminal. Stands
               for `security`, unless that is given, and for the responses 401 and 403.
  responses    400 unless given, and those that the transport has for every operation.
  parameters   X-Request-Id and Accept-Language.
  x-page-of    A schema: the operation answers a page of such records. Stands for the parameters
               offset and limit, and for the envelope (x-page) around the records.
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
ACCESSES = {
    "open": ([], {}),
    "signed_in": (["accessToken"], {"401": "NotAuthenticated"}),
    "administrator": (["accessToken"], {"401": "NotAuthenticated", "403": "NotPermitted"}),
    "default_administrator": (["accessToken"],
                              {"401": "NotAuthenticated", "403": "NotPermittedToOthers"}),
    "terminal": (["terminalCredential"], {"401": "TerminalNotAuthenticated"}),
}
COMMON_PARAMETERS = ("RequestId", "AcceptLanguage")
PAGE_PARAMETERS = ("Offset", "Limit")
REFUSAL_HEADERS = {"X-Roomkey-Reason": "Reason", "Link": "Help"}
# Refusals that tell when another try makes sense.
WAITING_REASONS = {"unavailable", "account_locked", "too_many_wrong_codes"}
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


def add_access(operation, responses):
    """Adds what follows from x-access, which the rules of fields need later."""
    access = operation.get("x-access")
    if access not in ACCESSES:
        raise AssemblyError(f"x-access is {access}, which is none of {', '.join(ACCESSES)}")
    schemes, refusals = ACCESSES[access]
    operation.setdefault("security", [{scheme: []} for scheme in schemes])
    for status, name in refusals.items():
        responses.setdefault(status, reference("responses", name))


def assemble_operation(document, operation):
    add_page(document, operation)
    responses = operation["responses"]
    add_access(operation, responses)
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
