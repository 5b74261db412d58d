"""Makes TypeScript types of the schemas of the API document, for the pages of the console."""

import json
import re

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
    if "enum" in schema:
        return union(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return union(type_of_name(name, schema) for name in names)


def types_source(document):
    schemas = document["components"]["schemas"]
    return HEADER + "".join(
        f"\nexport type {name} = {type_of(schema)};\n" for name, schema in schemas.items()
    )
