"""The table of field rules and the types (cmake/openapi_rules.py, cmake/openapi_types.py)."""

import unittest

from openapi_patterns import PatternError, steps_of
from openapi_rules import RuleError, rules_header, snake_case
from openapi_types import types_source


def header_of(schema, parameters=(), **more):
    operation = {"operationId": "AddRoom", "summary": "Add a room", "x-access": "open",
                 "security": [], "parameters": list(parameters), **more}
    if schema is not None:
        operation["requestBody"] = {
            "required": True, "content": {"application/json": {"schema": schema}}
        }
    return rules_header({
        "paths": {"/rooms": {"post": operation}},
        "components": {"schemas": {"Name": {"type": "string", "maxLength": 64}}},
    })


def rule_of(field, required=False):
    """The initializer of a field called f."""
    header = header_of({"type": "object", "required": ["f"] if required else [],
                        "properties": {"f": field}})
    return next(line.strip() for line in header.splitlines() if '.name = "f' in line)


class Rules(unittest.TestCase):
    def test_makes_a_row_of_each_operation(self):
        header = header_of({"type": "array", "items": {"type": "string"}})
        self.assertIn('Operation add_room{"AddRoom", "POST", "/rooms", "Add a room", '
                      'Access::open, BodyKind::array, "add_room", rules::add_room, '
                      'false, false, false, Permission::none};', header)
        self.assertIn("all[] = {&add_room};", header)

    def test_says_of_an_operation_what_console_sessions_may(self):
        session = {"security": [{"accessToken": []}, {"consoleSession": []}]}
        for more, flags in ((session, "true, false, false"),
                            ({**session, "x-before": ["own_password"]}, "true, true, false"),
                            ({**session, "x-before": ["totp"]}, "true, false, true")):
            self.assertIn(f'"add_room", {{}}, {flags}, Permission::none}};',
                          header_of(None, **more))

    def test_says_what_a_role_needs(self):
        header = header_of(None, **{"x-access": "administrator", "x-permission": "reset"})
        self.assertIn('Access::administrator, BodyKind::none, "add_room", {}, '
                      'false, false, false, Permission::reset};', header)

    def test_refuses_two_fields_of_one_name(self):
        parameter = {"name": "id", "in": "query", "schema": {"type": "string"}}
        with self.assertRaises(RuleError):
            header_of({"type": "object", "properties": {"id": {"type": "string"}}}, [parameter])

    def test_says_that_a_key_is_refused(self):
        header = header_of(None, **{"x-refuses-idempotency-key": True})
        self.assertIn("Permission::none, true};", header)

    def test_say_what_the_schema_says(self):
        for field, parts in (
            ({"type": "string", "minLength": 1, "maxLength": 64},
             ["FieldType::text", ".minimum = 1", ".maximum = 64"]),
            ({"type": ["integer", "null"], "minimum": -1, "maximum": 5},
             ["FieldType::integer", ".minimum = -1", ".maximum = 5"]),
            ({"type": "integer"}, [".minimum = FieldRule::lowest"]),
            ({"type": "boolean", "default": True}, ["FieldType::boolean", '"true"']),
            ({"type": "string", "enum": ["a", "b", "", None]}, [".values = values_1"]),
            ({"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 100,
              "default": [2, 13]},
             [".is_list = true", ".items_min = 1", ".items_max = 100", '"2,13"']),
            ({"type": "string", "pattern": "^$|^[0-9]+$"}, ['.pattern_words = "[0-9]+"']),
            ({"type": "string", "pattern": "^[0-9]+$", "x-expected": "digits"}, ['"digits"']),
            ({"type": "string", "minLength": 0}, [".keeps_empty = true"]),
            ({"type": "string", "format": "password"}, [".is_secret = true"]),
            ({"type": "string", "minLength": 1, "x-keeps-empty": True},
             [".keeps_empty = true", ".minimum = 1"]),
            ({"type": "string", "x-control-characters": True},
             [".takes_control_characters = true"]),
            ({"$ref": "#/components/schemas/Name", "description": "Own."}, [".maximum = 64"]),
        ):
            rule = rule_of(field)
            for part in parts:
                self.assertIn(part, rule)
            self.assertNotIn("is_required", rule)
        self.assertIn(".is_required = true", rule_of({"type": "string"}, required=True))
        self.assertIn('{"a", "b"}', header_of(
            {"type": "object", "properties": {"f": {"type": "string", "enum": ["a", "b", None]}}}))

    def test_name_fields_inside_objects_and_lists(self):
        room = {"type": "object", "properties": {"enableRoom": {"type": "boolean"}}}
        header = header_of({"type": "object", "properties": {"function": room}})
        self.assertIn('"function.enableRoom"', header)
        ids = {"type": "array", "items": {"type": "string"}}
        self.assertIn('.name = "body", .place = FieldPlace::body', header_of(ids))
        users = {"type": "array", "items": {"type": "object", "required": ["id"],
                                            "properties": {"id": {"type": "string"}}}}
        self.assertIn('"body[].id"', header_of(users))

    def test_leave_common_headers_to_the_transport(self):
        def header(name):
            return {"name": name, "in": "header", "schema": {"type": "string"}}
        table = header_of(None, [header("X-Request-Id"), header("Idempotency-Key")])
        self.assertNotIn("X-Request-Id", table)
        self.assertIn('"Idempotency-Key", .place = FieldPlace::header', table)

    def test_refuse_what_they_cannot_say(self):
        string = {"type": "string"}
        for field in (
            {"type": "number"},
            {"type": ["string", "integer"]},
            {"type": "string", "multipleOf": 2},
            {"type": "string", "pattern": "^a"},
            {"type": "string", "enum": ["é"]},
            {"type": "object", "required": ["inner"], "properties": {"inner": string}},
            {"type": "array", "items": {"type": "object",
                                        "properties": {"a": string, "b": string}}},
        ):
            with self.assertRaises(RuleError):
                rule_of(field)
        with self.assertRaises(RuleError):
            header_of({"type": "object", "properties": {"body": string}})

    def test_are_called_like_their_operation(self):
        self.assertEqual(snake_case("ResetVisionActiveCode"), "reset_vision_active_code")
        self.assertEqual(snake_case("CreateAppIdToken"), "create_app_id_token")


class Patterns(unittest.TestCase):
    def test_become_steps(self):
        for pattern, steps in (
            ("^$", ["{0x0U, 0x0U, false, 0, 0, true}"]),
            ("^a$", ["{0x0U, 0x200000000U, false, 1, 1, true}"]),
            ("^[0-1]{2,3}$", ["{0x3000000000000U, 0x0U, false, 2, 3, true}"]),
            (r"^\.[.a-]?$", ["{0x400000000000U, 0x0U, false, 1, 1, true}",
                             "{0x600000000000U, 0x200000000U, false, 0, 1, false}"]),
        ):
            self.assertEqual(steps_of(pattern), steps)
        self.assertEqual(len(steps_of("^$|^[+]?[0-9]+$")), 3)
        self.assertIn("true, 1,", steps_of("^[^@]+$")[0])

    def test_refuse_what_needs_more_than_steps(self):
        for pattern in ("a", "^a", "^(ab)+$", "^.*$", "^a*ab$", "^a?b?a$", "^é$", "^[^a]{2}$",
                        "^[a$", "^a|b$", r"^\d+$", r"^[\w-]$"):
            with self.assertRaises(PatternError, msg=pattern):
                steps_of(pattern)


class Types(unittest.TestCase):
    def test_say_what_the_schemas_say(self):
        schemas = {
            "Name": {"type": "string"},
            "Level": {"type": ["integer", "null"], "enum": [1, 2, None]},
            "Room": {"type": "object", "required": ["name"], "properties": {
                "name": {"$ref": "#/components/schemas/Name", "description": "Own."},
                "zh-CN": {"type": ["boolean", "null"]},
                "tags": {"type": "array", "items": {"type": ["string", "null"]}}}},
            "Both": {"allOf": [{"$ref": "#/components/schemas/Room"}, {"type": "object"}]},
        }
        count = {"type": "integer", "x-counted-up-to": [10, 20]}
        schemas["RoomPage"] = {"type": "object", "properties": {"count": count}}
        source = types_source({"components": {"schemas": schemas}})
        for line in (
            "export type Name = string;",
            "export type Level = 1 | 2 | null;",
            'export type Room = { readonly name: Name; readonly "zh-CN"?: boolean | null; '
            "readonly tags?: readonly (string | null)[]; };",
            "export type Both = Room & Readonly<Record<string, unknown>>;",
            "export const counted_up_to: readonly number[] = [10, 20];",
        ):
            self.assertIn(line, source)


if __name__ == "__main__":
    unittest.main()
