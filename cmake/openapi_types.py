"""Makes TypeScript of the schemas of the API document, for the pages of the console.

A type for each schema, and `length_max`: how many characters each text of a request may have;
`counted_up_to`: where counts of pages end.
"""

import json
import re

from openapi_rules import resolved

HEADER = "// Made from the API document by cmake/openapi_types.py.\n"
TYPES = {"string": "string", "integer": "number", "boolean": "boolean", "null": "null"}


def key(name):
    return name if re.fullmatch(r"[A-Za-z_$][\w$]*", name) else json.dumps(name)


def union(members):
    return " | ".join(dict.fromkeys(members))


def type_of_object(schema):
    required = schema.get("required", ())
    fields = [
        f"readonly {key(name)}{'' if name in required else '?'}: {type_of(inner)};"
        for name, inner in schema.get("properties", {}).items()
    ]
    return f"{{ {' '.join(fields)} }}" if fields else "Readonly<Record<string, unknown>>"


def type_of_name(name, schema):
    if name == "object":
        return type_of_object(schema)
    if name == "array":
        item = type_of(schema["items"])
        return f"readonly {f'({item})' if ' ' in item else item}[]"
    return TYPES[name]


def type_of(schema):
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "allOf" in schema:
        return " & ".join(map(type_of, schema["allOf"]))
    if "oneOf" in schema:
        return union(map(type_of, schema["oneOf"]))
    if "enum" in schema:
        return union(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return union(type_of_name(name, schema) for name in names)


def lengths_of(document, schema):
    schema = resolved(document, schema)
    lengths = {}
    for part in schema.get("allOf", ()):
        lengths |= lengths_of(document, part)
    for name, inner in schema.get("properties", {}).items():
        if length := resolved(document, inner).get("maxLength"):
            lengths[name] = length
    return lengths


def lengths_source(document, schemas):
    lengths = {
        name: lengths_of(document, schema)
        for name, schema in schemas.items()
        if name.endswith("Request")
    }
    return f"\nexport const length_max = {json.dumps(lengths)} as const;\n"


def bounds_source(schemas):
    counts = (
        schema["properties"]["count"] for name, schema in schemas.items() if name.endswith("Page")
    )
    bounds = next((count["x-counted-up-to"] for count in counts), [])
    return f"\nexport const counted_up_to: readonly number[] = {json.dumps(bounds)};\n"


def types_source(document):
    schemas = document["components"]["schemas"]
    types = "".join(
        f"\nexport type {name} = {type_of(schema)};\n" for name, schema in schemas.items()
    )
    return HEADER + types + lengths_source(document, schemas) + bounds_source(schemas)
