#include "tests/api/openapi_schema.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

struct Case {
    char const* name;
    char const* schema;
    char const* good;
    char const* bad;
};

// Every keyword that the checker knows, at its edge and one past it.
constexpr Case cases[] = {
    {"type", R"({"type":"integer"})", "1", "1.0"},
    {"text for a number", R"({"type":"integer"})", "1", R"("1")"},
    {"one of several types", R"({"type":["string","null"]})", "null", "false"},
    {"enum", R"({"enum":["a","b"]})", R"("b")", R"("c")"},
    {"minLength", R"({"minLength":2})", R"("ab")", R"("a")"},
    {"maxLength counts characters", R"({"maxLength":2})", R"("激活")", R"("激活码")"},
    {"phone", R"({"pattern":"^$|^[+]?[0-9]+$"})", R"("+86138")", R"("+86 138")"},
    {"email", R"({"pattern":"^$|^[^@]+@[^@]+$"})", R"("a@b")", R"("a@")"},
    {"department", R"({"pattern":"^[0-9A-Za-z_-]*$"})", R"("")", R"("a.b")"},
    {"serial number", R"({"pattern":"^\\s*[^\\x00-\\x1F\\x7F]+\\s*$"})", R"(" 5CG/1 2\n")",
     R"("a\nb")"},
    {"signed text", R"({"pattern":"^[^:]*$"})", R"("a-b")", R"("a:b")"},
    {"error code", R"({"pattern":"^USG\\.[0-9]{9}$"})", R"("USG.000000003")", R"("USG.00000003")"},
    {"minimum", R"({"minimum":0})", "0", "-1"},
    {"maximum", R"({"maximum":500})", "500", "501"},
    {"minItems", R"({"minItems":1})", "[1]", "[]"},
    {"maxItems", R"({"maxItems":1})", "[1]", "[1,2]"},
    {"items", R"({"items":{"type":"string"}})", R"(["a"])", "[1]"},
    {"required", R"({"required":["a"]})", R"({"a":1})", R"({"b":1})"},
    {"properties", R"({"properties":{"a":{"type":"string"}}})", R"({"a":"1"})", R"({"a":1})"},
    {"closed object", R"({"additionalProperties":false,"properties":{"a":{}}})", R"({"a":1})",
     R"({"a":1,"b":2})"},
    {"allOf", R"({"allOf":[{"required":["a"]},{"required":["b"]}]})", R"({"a":1,"b":2})",
     R"({"a":1})"},
    {"oneOf", R"({"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/DeviceType"}]})", "null",
     R"("toaster")"},
    {"one of the oneOf", R"({"oneOf":[{"type":"integer"},{"minimum":5}]})", "4", "6"},
    {"reference beside keywords", R"({"$ref":"#/components/schemas/DeviceType","maxLength":10})",
     R"("idea-hub")", R"("toaster")"},
};

TEST(OpenApiSchema, TellsWhatFitsFromWhatDoesNot) {
    OpenApiReader const document;
    for (auto const& row : cases) {
        auto const schema = boost::json::parse(row.schema);
        auto const good = schema_faults(document, schema, boost::json::parse(row.good));
        EXPECT_TRUE(good.empty()) << row.name << ": " << good.front();
        EXPECT_FALSE(schema_faults(document, schema, boost::json::parse(row.bad)).empty())
            << row.name;
    }
}

TEST(OpenApiSchema, LetsNothingPassUnchecked) {
    OpenApiReader const document;
    for (auto const* const schema :
         {R"({"multipleOf":2})", R"({"pattern":"^b$"})", R"({"$ref":"#/nowhere"})", "true"}) {
        EXPECT_FALSE(schema_faults(document, boost::json::parse(schema), "a").empty()) << schema;
    }
}

}  // namespace
}  // namespace roomkey
