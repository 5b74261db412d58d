"""Writes a C++ source that holds a YAML document as compact JSON.

Usage: embed_openapi.py DOCUMENT.yaml SOURCE.cpp
"""

import json
import pathlib
import sys

import yaml

BYTES_PER_LINE = 80

SOURCE = """\
// Made from docs/openapi.yaml by cmake/embed_openapi.py.
#include "api/openapi_document.hpp"

namespace roomkey {{
namespace {{

constexpr char document[] =
{lines};

}}  // namespace

std::string_view openapi_json() {{ return {{document, sizeof document - 1}}; }}

}}  // namespace roomkey
"""


class StrictLoader(yaml.SafeLoader):
    """Refuses what JSON cannot say: keys that are no text, and keys that occur twice."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.MarkedYAMLError(None, None, f"quote the key {key}", key_node.start_mark)
            if key in seen:
                raise yaml.MarkedYAMLError(None, None, f"second key {key}", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def literal(piece):
    """A string literal; octal escapes have three digits, so no digit after them can join them."""
    text = ""
    for byte in piece:
        if byte in b'"\\':
            text += "\\" + chr(byte)
        elif 0x20 <= byte < 0x7F:
            text += chr(byte)
        else:
            text += f"\\{byte:03o}"
    return f'    "{text}"'


def main(document_path, source_path):
    try:
        value = yaml.load(pathlib.Path(document_path).read_text(encoding="utf-8"), StrictLoader)
    except yaml.YAMLError as error:
        sys.exit(f"{document_path}: {error}")
    document = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    pieces = [document[i : i + BYTES_PER_LINE] for i in range(0, len(document), BYTES_PER_LINE)]
    source = pathlib.Path(source_path)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(SOURCE.format(lines="\n".join(map(literal, pieces))), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
