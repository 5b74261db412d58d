"""The API document from its parts (cmake/openapi_assembly.py)."""

import copy
import unittest

from openapi_assembly import AssemblyError, assembled

INTRODUCTION = {"openapi": "3.1.0", "tags": [{"name": "Rooms"}, {"name": "Codes"}]}
SHARED = {
    "x-page": {"type": "object", "properties": {"data": {"type": "array"}}},
    "components": {
        "schemas": {"Room": {"type": "object"}},
        "responses": {
            "NotPermitted": {"description": "No.", "x-description-zh": "否。",
                             "x-error-codes": ["USG.000000004"], "x-reasons": ["not_permitted"],
                             "examples": {"no": {}}},
            "ConsoleSessionRefused": {
                "description": "Not now.", "x-description-zh": "稍后。",
                "x-error-codes": ["USG.000000004"],
                "x-reasons": ["cross_site_request", "password_change_needed"],
                "examples": {"crossSiteRequest": {}, "passwordChangeNeeded": {}},
            },
        },
    },
}


def reference(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def document_of(operation, method="get", **group):
    operation = {"x-access": "open", **operation}
    part = {"x-tag": "Rooms", "paths": {"/rooms": {method: operation}}, **group}
    parts = [("rooms.yaml", part), ("shared.yaml", SHARED), ("document.yaml", INTRODUCTION)]
    return assembled(copy.deepcopy(parts))


def permission_of(access):
    return {"x-permission": "look"} if access == "administrator" else {}


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
            ("signed_in", [{"accessToken": []}, {"consoleSession": []}],
             {"401": "NotAuthenticated", "403": "ConsoleSessionRefused"}),
            ("administrator", [{"accessToken": []}, {"consoleSession": []}],
             {"401": "NotAuthenticated", "403": "NotPermitted"}),
            ("terminal", [{"terminalCredential": []}, {"terminalCookie": []}],
             {"401": "TerminalNotAuthenticated", "403": "NotFromItsPage"}),
        ):
            operation = operation_of({"x-access": access, "responses": {}, **permission_of(access)})
            self.assertEqual(operation["security"], schemes)
            for status in ("401", "403"):
                expected = reference("responses", refusals[status]) if status in refusals else None
                self.assertEqual(operation["responses"].get(status), expected)
        with self.assertRaises(AssemblyError):
            operation_of({"x-access": "anybody", "responses": {}})

    def test_wants_a_permission_where_roles_decide(self):
        for extensions in ({"x-access": "administrator"},
                           {"x-access": "administrator", "x-permission": "dance"},
                           {"x-access": "signed_in", "x-permission": "look"}):
            with self.assertRaises(AssemblyError):
                operation_of({**extensions, "responses": {}})

    def test_tells_what_console_sessions_are_refused_with(self):
        document = document_of({"x-access": "administrator", "x-permission": "look",
                                "responses": {}})
        shared = document["components"]["responses"]["NotPermitted"]
        reasons = ["not_permitted", "cross_site_request", "password_change_needed"]
        self.assertEqual(shared["x-reasons"], reasons)
        self.assertEqual(shared["x-error-codes"], ["USG.000000004"])
        self.assertEqual(shared["description"], "No. Not now.")
        self.assertEqual(shared["x-description-zh"], "否。稍后。")
        own = {"description": "Own.", "x-description-zh": "自。", "x-reasons": ["own"],
               "x-error-codes": ["USG.206030016"], "examples": {"own": {}}}
        operation = operation_of({"x-access": "signed_in", "responses": {"403": own}})
        self.assertEqual(operation["responses"]["403"]["x-reasons"], ["own", *reasons[1:]])
        token_only = {"x-access": "signed_in", "security": [{"accessToken": []}], "responses": {}}
        self.assertNotIn("403", operation_of(token_only)["responses"])

    def test_leaves_out_what_an_operation_is_called_before(self):
        for given in ({}, {"403": reference("responses", "NotPermitted")}):
            operation = {"x-access": "signed_in", "x-before": ["own_password"], "responses": given}
            document = document_of(operation)
            refused = document["paths"]["/rooms"]["get"]["responses"]["403"]
            self.assertEqual(refused["x-reasons"][-1], "cross_site_request")
            self.assertNotIn("password_change_needed", refused["x-reasons"])
            shown = refused["content"]["application/json"]["examples"]
            self.assertIn("crossSiteRequest", shown)
            self.assertNotIn("passwordChangeNeeded", shown)
            self.assertEqual(document["components"]["responses"]["NotPermitted"]["x-reasons"],
                             ["not_permitted"])
        with self.assertRaises(AssemblyError):
            operation_of({"x-access": "signed_in", "x-before": ["lunch"], "responses": {}})

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

    def test_says_that_a_key_is_refused(self):
        given = {"description": "Makes.\n", "x-description-zh": "生成。\n", "responses": {}}
        operation = operation_of({**given, "x-repeatable": "refused"}, "post")
        self.assertTrue(operation["x-refuses-idempotency-key"])
        self.assertTrue(operation["description"].startswith("Makes.\n\nAn Idempotency-Key is"))
        self.assertIn("Idempotency-Key", operation["x-description-zh"])
        self.assertNotIn("x-refuses-idempotency-key", operation_of(given, "post"))
        with self.assertRaises(AssemblyError):
            operation_of({**given, "x-repeatable": "sometimes"}, "post")

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
