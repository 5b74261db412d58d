"""Makes the C++ table of the operations of the API document: fields/operation_rules.hpp.

Each operation has a row with its method, path and access, and an array with a rule for each
parameter and each field of its body. What a rule cannot say ends the build, so that no fact of the
document stays without effect.
"""

import json
import re

from openapi_assembly import METHODS, takes_console_session
from openapi_patterns import PatternError, steps_of

# Headers that the transport reads for every operation.
COMMON_HEADERS = ("X-Request-Id", "Accept-Language", "If-None-Match")
TYPES = {"string": "text", "integer": "integer", "boolean": "boolean"}
KEYWORDS = {
    "type", "enum", "minLength", "maxLength", "pattern", "x-expected", "x-control-characters",
    "x-keeps-empty",
    "minimum", "maximum", "minItems", "maxItems", "items", "required", "properties", "default",
    "format", "description", "x-description-zh", "additionalProperties",
}

HEADER = """\
// Made from the API document by cmake/openapi_rules.py.
#pragma once

#include "fields/operation.hpp"

namespace roomkey::rules {{

{constants}

{rules}

}}  // namespace roomkey::rules

namespace roomkey::operations {{

{operations}

/// In the order of the document.
inline constexpr Operation const* all[] = {{{names}}};

}}  // namespace roomkey::operations
"""


class RuleError(Exception):
    pass


def resolved(document, value):
    """The value behind `$ref`, with what stands beside the reference in front."""
    while isinstance(value, dict) and "$ref" in value:
        target = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        beside = {key: inner for key, inner in value.items() if key != "$ref"}
        value = {**target, **beside}
    return value


def snake_case(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def quoted(text):
    if not text.isascii():
        raise RuleError(f"{text} is not ASCII")
    return json.dumps(text)


def type_of(schema):
    """The type without null: a field that is null counts as absent."""
    types = schema.get("type")
    types = [types] if isinstance(types, str) else [name for name in types or () if name != "null"]
    if len(types) != 1:
        raise RuleError("needs one type")
    return types[0]


def flag(value):
    return "true" if value else "false"


def default_text(value):
    if isinstance(value, bool):
        return flag(value)
    if isinstance(value, list):
        return ",".join(map(default_text, value))
    return str(value)


class Table:
    """Collects the rules, and the arrays that they share."""

    def __init__(self, document):
        self.document = document
        self.constants = {}
        self.rules = []
        self.operations = []

    def constant(self, kind, stem, elements):
        key = (kind, *elements)
        if key not in self.constants:
            self.constants[key] = f"{stem}_{len(self.constants) + 1}"
        return self.constants[key]

    def scalar(self, schema):
        """Initializers for what a text, a number or a boolean has to keep."""
        parts = {}
        if type_of(schema) not in TYPES:
            raise RuleError(f"has type {type_of(schema)}")
        parts["type"] = f"FieldType::{TYPES[type_of(schema)]}"
        is_text = type_of(schema) == "string"
        bounds = ("minLength", "maxLength") if is_text else ("minimum", "maximum")
        if bounds[0] in schema:
            parts["minimum"] = str(schema[bounds[0]])
        elif type_of(schema) == "integer":
            parts["minimum"] = "FieldRule::lowest"
        if bounds[1] in schema:
            parts["maximum"] = str(schema[bounds[1]])
        # Empty and null are ways to be absent, and no values.
        values = [quoted(str(value)) for value in schema.get("enum", ()) if value not in (None, "")]
        if values:
            parts["values"] = self.constant("std::string_view", "values", values)
        if "pattern" in schema:
            steps = steps_of(schema["pattern"])
            parts["pattern"] = self.constant("PatternStep", "pattern", steps)
            parts["pattern_words"] = quoted(schema.get("x-expected", words_of(schema["pattern"])))
        return parts

    def add(self, rules, name, place, schema, is_required, description=""):
        schema = resolved(self.document, schema)
        description = description or schema.get("description", "")
        unknown = set(schema) - KEYWORDS
        if unknown:
            raise RuleError(f"{name} has {', '.join(sorted(unknown))}, which no rule expresses")
        kind = type_of(schema)
        if kind == "object":
            self.add_object(rules, name, place, schema, is_required)
            return
        parts = {"name": quoted(name), "place": f"FieldPlace::{place}"}
        if is_required:
            parts["is_required"] = "true"
        if kind == "array":
            item = resolved(self.document, schema["items"])
            if type_of(item) == "object":
                if len(item["properties"]) != 1:
                    raise RuleError(f"{name} is a list of objects with more than one field")
                inner, item = next(iter(item["properties"].items()))
                item = resolved(self.document, item)
                parts["name"] = quoted(f"{name}[].{inner}")
                # What there is to say of the list is said of the one field.
                description = item.get("description", description)
            parts |= self.scalar(item)
            parts["is_list"] = "true"
            for key, part in (("minItems", "items_min"), ("maxItems", "items_max")):
                if key in schema:
                    parts[part] = str(schema[key])
        else:
            parts |= self.scalar(schema)
        # A header that is there says something even if it is empty.
        if place == "header" or schema.get("minLength") == 0 or schema.get("x-keeps-empty"):
            parts["keeps_empty"] = "true"
        if schema.get("format") == "password":
            parts["is_secret"] = "true"
        if schema.get("x-control-characters"):
            parts["takes_control_characters"] = "true"
        if description:
            parts["description"] = quoted(" ".join(description.split()).rstrip("."))
        if "default" in schema:
            parts["has_default"] = "true"
            parts["default_text"] = quoted(default_text(schema["default"]))
        rules.append(parts)

    def add_object(self, rules, name, place, schema, is_required):
        prefix = f"{name}." if name else ""
        for field, inner in schema.get("properties", {}).items():
            if not name and field == "body":
                raise RuleError("a field cannot be called body, which is an array that is a body")
            is_inner_required = field in schema.get("required", ())
            if is_inner_required and not is_required:
                raise RuleError(f"{prefix}{field} is required in an object that is not")
            self.add(rules, prefix + field, place, inner, is_inner_required)

    def add_operation(self, method, path, item, operation):
        rules = []
        body_kind = "none"
        for parameter in (*item.get("parameters", ()), *operation.get("parameters", ())):
            parameter = resolved(self.document, parameter)
            if parameter["name"] in COMMON_HEADERS:
                continue
            self.add(rules, parameter["name"], parameter["in"], parameter["schema"],
                     parameter.get("required", False), parameter.get("description", ""))
        body = resolved(self.document, operation.get("requestBody", {}))
        if body:
            schema = resolved(self.document, body["content"]["application/json"]["schema"])
            body_kind = type_of(schema)
            if body_kind == "object":
                # A body that is absent altogether is an object without fields.
                self.add(rules, "", "body", schema, True)
            else:
                self.add(rules, "body", "body", schema, body.get("required", False),
                         schema.get("description", body.get("description", "")))
        names = [rule["name"] for rule in rules]
        if len(set(names)) < len(names):
            raise RuleError("has two fields of one name, which nothing could tell apart")
        name = operation["operationId"]
        if rules:
            self.rules.append((snake_case(name), rules))
        audit = operation.get("x-audit", snake_case(name))
        parts = [quoted(name), quoted(method.upper()), quoted(path),
                 quoted(operation["summary"]), f"Access::{operation['x-access']}",
                 f"BodyKind::{body_kind}", quoted(audit)]
        parts.append(f"rules::{snake_case(name)}" if rules else "{}")
        parts.append(flag(takes_console_session(operation)))
        parts += [flag(what in operation.get("x-before", ())) for what in ("own_password", "totp")]
        parts.append(f"Permission::{operation.get('x-permission', 'none')}")
        if operation.get("x-refuses-idempotency-key"):
            parts.append("true")
        self.operations.append((snake_case(name), parts))


def words_of(pattern):
    """The pattern as a message shows it: without anchors and without the empty alternative."""
    parts = [part.removeprefix("^").removesuffix("$") for part in pattern.split("|")]
    return "|".join(part for part in parts if part)


ORDER = ("name", "place", "type", "is_list", "is_required", "is_secret", "keeps_empty",
         "takes_control_characters", "minimum", "maximum", "items_min", "items_max", "values",
         "pattern", "pattern_words", "has_default", "default_text", "description")


def initializer(parts):
    inner = ", ".join(f".{part} = {parts[part]}" for part in ORDER if part in parts)
    return f"    {{{inner}}},"


def rules_header(document):
    table = Table(document)
    for path, item in document["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            try:
                table.add_operation(method, path, item, item[method])
            except (RuleError, PatternError) as error:
                raise RuleError(f"{method.upper()} {path}: {error}") from error
    constants = "\n".join(
        f"inline constexpr {kind} {name}[] = {{{', '.join(elements)}}};"
        for (kind, *elements), name in table.constants.items()
    )
    rules = "\n\n".join(
        f"inline constexpr FieldRule {name}[] = {{\n"
        + "\n".join(map(initializer, rules)) + "\n};"
        for name, rules in table.rules
    )
    operations = "\n".join(
        f"inline constexpr Operation {name}{{{', '.join(parts)}}};"
        for name, parts in table.operations
    )
    names = ", ".join(f"&{name}" for name, _ in table.operations)
    return HEADER.format(constants=constants, rules=rules, operations=operations, names=names)
