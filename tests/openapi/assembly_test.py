"""The API document from its parts (cmake/openapi_assembly.py)."""

import copy
import unittest

from openapi_assembly import AssemblyError, assembled

INTRODUCTION = {"openapi": "3.1.0", "tags": [{"name": "Rooms"}, {"name": "Codes"}]}
SHARED = {
    "x-page": {"type": "object", "properties": {"data": {"type": "array"}}},
    "components": {"schemas": {"Room": {"type": "object"}}},
}


def reference(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def document_of(operation, method="get", **group):
    operation = {"x-access": "open", **operation}
    part = {"x-tag": "Rooms", "paths": {"/rooms": {method: operation}}, **group}
    parts = [("rooms.yaml", part), ("shared.yaml", SHARED), ("document.yaml", INTRODUCTION)]
    return assembled(copy.deepcopy(parts))


def operation_of(operation, method="get", **group):
    return document_of(operation, method, **group)["paths"]["/rooms"][method]


class Assembly(unittest.TestCase):
    def test_puts_the_introduction_first_and_groups_in_the_order_of_tags(self):
        codes = {"x-tag": "Codes", "paths": {"/codes": {}}}
        rooms = {"x-tag": "Rooms", "paths": {"/rooms": {}}}
        whole = assembled(
            copy.deepcopy([("a", codes), ("b", rooms), ("c", SHARED), ("d", INTRODUCTION)])
        )
        self.assertEqual(next(iter(whole)), "openapi")
        self.assertEqual(list(whole["paths"]), ["/rooms", "/codes"])
        self.assertNotIn("x-tag", whole)
        self.assertNotIn("x-page", whole)

    def test_refuses_what_comes_twice_and_tags_that_are_unknown(self):
        for second in (
            {"components": {"schemas": {"Room": {}}}},
            {"paths": {"/rooms": {}}},
            {"openapi": "3.1.0"},
            {"x-tag": "Others", "paths": {}},
        ):
            parts = [("a", {"x-tag": "Rooms", "paths": {"/rooms": {}}}), ("b", SHARED),
                     ("c", second), ("d", INTRODUCTION)]
            with self.assertRaises(AssemblyError):
                assembled(copy.deepcopy(parts))

    def test_adds_what_follows_from_the_access(self):
        for access, schemes, refusals in (
            ("open", [], {}),
            ("signed_in", [{"accessToken": []}], {"401": "NotAuthenticated"}),
            ("administrator", [{"accessToken": []}],
             {"401": "NotAuthenticated", "403": "NotPermitted"}),
            ("terminal", [{"terminalCredential": []}], {"401": "TerminalNotAuthenticated"}),
        ):
            operation = operation_of({"x-access": access, "responses": {}})
            self.assertEqual(operation["security"], schemes)
            for status in ("401", "403"):
                expected = reference("responses", refusals[status]) if status in refusals else None
                self.assertEqual(operation["responses"].get(status), expected)
        with self.assertRaises(AssemblyError):
            operation_of({"x-access": "anybody", "responses": {}})

    def test_adds_the_responses_of_the_transport_in_order(self):
        responses = operation_of({"x-access": "open", "responses": {"412": reference("r", "x")}})
        self.assertEqual(
            list(responses["responses"]),
            ["400", "408", "412", "413", "414", "431", "500", "503"],
        )
        with_body = operation_of({"responses": {}, "requestBody": {"schema": {}}}, "post")
        self.assertEqual(with_body["responses"]["415"],
                         reference("responses", "MediaTypeUnsupported"))

    def test_keeps_what_an_operation_says_itself(self):
        own = {"description": "Own."}
        operation = operation_of({"x-access": "signed_in", "tags": ["Codes"],
                                  "responses": {"400": own, "401": reference("responses", "Own")}})
        self.assertEqual(operation["responses"]["400"]["description"], "Own.")
        self.assertEqual(operation["responses"]["401"], reference("responses", "Own"))
        self.assertEqual(operation["tags"], ["Codes"])
        self.assertEqual(operation_of({"responses": {}})["tags"], ["Rooms"])

    def test_adds_common_parameters_once(self):
        common = [reference("parameters", "RequestId"), reference("parameters", "AcceptLanguage")]
        document = document_of({"responses": {}})
        self.assertEqual(document["paths"]["/rooms"]["parameters"], common)
        part = {"paths": {"/rooms": {"parameters": [common[1]],
                                     "get": {"x-access": "open", "responses": {}}}}}
        document = assembled(copy.deepcopy([("a", part), ("b", SHARED), ("c", INTRODUCTION)]))
        self.assertEqual(document["paths"]["/rooms"]["parameters"], [common[1], common[0]])

    def test_makes_a_page_of_records(self):
        own = {"name": "searchKey"}
        document = document_of({"x-page-of": "Room", "parameters": [own],
                                "responses": {"200": {"description": "Rooms."}}})
        operation = document["paths"]["/rooms"]["get"]
        self.assertEqual(operation["parameters"],
                         [reference("parameters", "Offset"), reference("parameters", "Limit"), own])
        media = operation["responses"]["200"]["content"]["application/json"]
        self.assertEqual(media["schema"], reference("schemas", "RoomPage"))
        page = document["components"]["schemas"]["RoomPage"]
        self.assertEqual(page["properties"]["data"]["items"], reference("schemas", "Room"))

    def test_wraps_bodies_and_gives_responses_their_headers(self):
        responses = operation_of(
            {
                "responses": {
                    "200": {"schema": {}, "examples": {"one": {}}},
                    "400": {"x-reasons": ["account_unknown"],
                            "examples": {"a": {"value": {"error_code": "USG.201040000"}}}},
                    "423": {"x-reasons": ["account_locked"], "examples": {},
                            "headers": {"Allow": {}}},
                }
            }
        )["responses"]
        self.assertEqual(responses["200"]["content"],
                         {"application/json": {"schema": {}, "examples": {"one": {}}}})
        self.assertEqual(list(responses["200"]["headers"]), ["X-Request-Id"])
        refusal = responses["400"]["content"]["application/json"]
        self.assertEqual(refusal["schema"], reference("schemas", "Error"))
        self.assertIn("request_id", refusal["examples"]["a"]["value"])
        self.assertEqual(list(responses["400"]["headers"]),
                         ["X-Request-Id", "X-Roomkey-Reason", "Link"])
        self.assertEqual(list(responses["423"]["headers"]),
                         ["X-Request-Id", "X-Roomkey-Reason", "Link", "Retry-After", "Allow"])


if __name__ == "__main__":
    unittest.main()
