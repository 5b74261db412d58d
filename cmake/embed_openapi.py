"""Writes what the build takes from the API document.

Usage: embed_openapi.py FOLDER TYPES.ts PART.yaml...

Assembles the parts (openapi_assembly.py) and writes into FOLDER:

  openapi_documents.cpp  The document twice as compact JSON: in English, and in Chinese with each
                         text replaced by the x-summary-zh, x-description-zh, x-name-zh or
                         x-error-msg-zh with it. A text without the other language ends the build.
  error_operations.cpp   Which operations can answer with which refusal.
  fields/operation_rules.hpp  The operations, and the rule of each field (openapi_rules.py).

TYPES.ts takes the types of all schemas (openapi_types.py).
"""

import gzip
import hashlib
import json
import pathlib
import re
import sys

import yaml

from openapi_assembly import METHODS, AssemblyError, assembled
from openapi_rules import RuleError, resolved, rules_header
from openapi_types import types_source

BYTES_PER_LINE = 80
TEXTS = ("summary", "description")
# Below these are examples and requests: their fields are data, whatever they are called.
DATA = ("value", "example", "default", "x-exchanges")
# Of an example of a refusal: error_msg in Chinese.
MESSAGE = "x-error-msg-zh"
# For the build alone.
BUILD_WORDS = ("x-access", "x-audit", "x-before", "x-expected", "x-control-characters",
               "x-keeps-empty")
CHARACTERS = "\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff"
MARKS = "\u3000-\u303f\u2018-\u201d\uff00-\uffef"

DOCUMENTS_SOURCE = """\
// Made from the API document by cmake/embed_openapi.py.
#include "api/service/openapi_document.hpp"

namespace roomkey {{
namespace {{

constexpr char english[] =
{english};

constexpr char chinese[] =
{chinese};

constexpr char english_gzip[] =
{english_gzip};

constexpr char chinese_gzip[] =
{chinese_gzip};

template <std::size_t size>
constexpr std::string_view text(char const (&literal)[size]) {{
    return {{literal, size - 1}};
}}

}}  // namespace

Document openapi_document(Language language) {{
    if (language == Language::zh_cn) {{
        return {{text(chinese), "{chinese_tag}", text(chinese_gzip)}};
    }}
    return {{text(english), "{english_tag}", text(english_gzip)}};
}}

}}  // namespace roomkey
"""

OPERATIONS_SOURCE = """\
// Made from the API document by cmake/embed_openapi.py.
#include "domain/error/error_operations.hpp"

namespace roomkey {{
namespace {{

constexpr std::string_view every[] = {{{every}}};

struct Row {{
    std::string_view reason;
    std::string_view operations[{every_count} + 1];
}};

constexpr Row rows[] = {{
{rows}
}};

}}  // namespace

std::vector<std::string_view> all_operations() {{ return {{std::begin(every), std::end(every)}}; }}

std::vector<std::string_view> operations_answering(ErrorCode code) {{
    std::vector<std::string_view> operations;
    for (auto const& row : rows) {{
        if (row.reason != reason_name(code)) continue;
        for (auto const* name = row.operations; !name->empty(); ++name) {{
            operations.push_back(*name);
        }}
    }}
    return operations;
}}

}}  // namespace roomkey
"""


class StrictLoader(yaml.SafeLoader):
    """Refuses what JSON cannot say: keys that are not text, and keys that occur twice."""

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


def other_language(key):
    return f"x-{key}-zh"


def message_of(example):
    value = example.get("value")
    return value.get("error_msg") if isinstance(value, dict) else None


def check_texts(value, where, faults):
    """Finds texts that are there in one language only."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            check_texts(inner, f"{where}/{index}", faults)
    if not isinstance(value, dict):
        return
    if (message_of(value) is None) != (MESSAGE not in value):
        faults.append(f"{where} needs both value.error_msg and {MESSAGE}, or neither")
    for key, inner in value.items():
        if key in DATA:
            continue
        twin = other_language(key)
        if key in TEXTS and isinstance(inner, str) and not isinstance(value.get(twin), str):
            faults.append(f"{where}/{key} has no {twin}")
        named = re.fullmatch("x-(summary|description|name)-zh", key)
        if named and not isinstance(value.get(named[1]), str):
            faults.append(f"{where}/{key} has no {named[1]}")
        check_texts(inner, f"{where}/{key}", faults)


def unfolded(text):
    """Chinese without the blanks that its line breaks in the source would become."""
    text = re.sub(f"(?<=[{CHARACTERS}])[ \n](?=[{CHARACTERS}])", "", text)
    text = re.sub(f"(?<=[{MARKS}])[ \n](?=[^ \n])", "", text)
    return re.sub(f"(?<=[^ \n])[ \n](?=[{MARKS}])", "", text)


def is_list_of_names(value):
    """The tags of an operation; a field may be called tags as well."""
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def in_language(value, is_chinese, tags):
    """The document with the texts of one language; `tags` gives the Chinese name of each tag."""
    if isinstance(value, list):
        return [in_language(inner, is_chinese, tags) for inner in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, inner in value.items():
        if is_chinese and key == "value" and MESSAGE in value:
            result[key] = {**inner, "error_msg": value[MESSAGE]}
        elif key in DATA:
            result[key] = inner
        elif key in (MESSAGE, *BUILD_WORDS) or re.fullmatch("x-(summary|description|name)-zh", key):
            continue
        elif is_chinese and isinstance(inner, str) and other_language(key) in value:
            result[key] = unfolded(value[other_language(key)])
        elif is_chinese and key == "tags" and is_list_of_names(inner):
            result[key] = [tags[tag] for tag in inner]
        else:
            result[key] = in_language(inner, is_chinese, tags)
    return result


def operations_by_reason(document):
    """Names of all operations, and for each reason those that can answer it, in order."""
    every = []
    by_reason = {}
    for item in document["paths"].values():
        for method in METHODS:
            if method not in item:
                continue
            name = item[method]["operationId"]
            every.append(name)
            for response in item[method]["responses"].values():
                for reason in resolved(document, response).get("x-reasons", []):
                    by_reason.setdefault(reason, []).append(name)
    return every, by_reason


def quoted(names):
    return ", ".join(f'"{name}"' for name in names)


def literal(piece):
    """A string literal; octal escapes have three digits, so no digit after them can join them."""
    text = ""
    for byte in piece:
        if byte in b'"\\?':  # ??= would be a trigraph.
            text += "\\" + chr(byte)
        elif 0x20 <= byte < 0x7F:
            text += chr(byte)
        else:
            text += f"\\{byte:03o}"
    return f'    "{text}"'


def literals(document):
    pieces = [document[i : i + BYTES_PER_LINE] for i in range(0, len(document), BYTES_PER_LINE)]
    return "\n".join(map(literal, pieces))


def compressed(document):
    return gzip.compress(document, compresslevel=9, mtime=0)


def tag_of(document):
    return hashlib.sha256(document).hexdigest()[:32]


def write(path, text):
    """Leaves a file alone that has this text already, so that nothing is compiled again for it."""
    target = pathlib.Path(path)
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def load(path):
    try:
        return yaml.load(pathlib.Path(path).read_text(encoding="utf-8"), StrictLoader)
    except yaml.YAMLError as error:
        sys.exit(f"{path}: {error}")


def documents_source(document):
    tags = {tag["name"]: tag["x-name-zh"] for tag in document["tags"]}
    english, chinese = (
        json.dumps(in_language(document, is_chinese, tags), ensure_ascii=False,
                   separators=(",", ":")).encode("utf-8")
        for is_chinese in (False, True)
    )
    return DOCUMENTS_SOURCE.format(
        english=literals(english),
        chinese=literals(chinese),
        english_gzip=literals(compressed(english)),
        chinese_gzip=literals(compressed(chinese)),
        english_tag=tag_of(english),
        chinese_tag=tag_of(chinese),
    )


def operations_source(document):
    every, by_reason = operations_by_reason(document)
    rows = "\n".join(
        f'    {{"{reason}", {{{quoted(names)}}}}},' for reason, names in by_reason.items()
    )
    return OPERATIONS_SOURCE.format(every=quoted(every), every_count=len(every), rows=rows)


def main(version, folder, types_path, *parts):
    try:
        document = assembled([(pathlib.Path(part).name, load(part)) for part in parts])
        document["info"]["version"] = version
        rules = rules_header(document)
    except (AssemblyError, RuleError) as error:
        sys.exit(f"API document: {error}")
    faults = []
    check_texts(document, "#", faults)
    if faults:
        sys.exit("\n".join(f"API document: {fault}" for fault in faults))
    write(f"{folder}/openapi_documents.cpp", documents_source(document))
    write(f"{folder}/error_operations.cpp", operations_source(document))
    write(f"{folder}/fields/operation_rules.hpp", rules)
    write(types_path, types_source(document))


if __name__ == "__main__":
    main(*sys.argv[1:])
