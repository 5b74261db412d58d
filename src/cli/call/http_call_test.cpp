#include "cli/call/http_call.hpp"

#include <gtest/gtest.h>

#include <map>

namespace roomkey {
namespace {

constexpr FieldRule rules[] = {
    {.name = "account", .place = FieldPlace::path, .is_required = true, .minimum = 1},
    {.name = "Idempotency-Key", .place = FieldPlace::header, .minimum = 1, .maximum = 4},
    {.name = "searchKey", .place = FieldPlace::query},
    {.name = "userType", .place = FieldPlace::query, .type = FieldType::integer, .is_list = true},
    {.name = "name", .maximum = 4},
    {.name = "function.enableRoom", .type = FieldType::boolean},
    {.name = "function.level", .type = FieldType::integer},
    {.name = "ids", .is_list = true},
    {.name = "parts[].id", .is_list = true},
};
constexpr Operation change{
    "Change", "PUT", "/v1/rooms/{account}/change", {}, Access::open, BodyKind::object, {}, rules};
constexpr FieldRule batch_rules[] = {{.name = "body", .is_list = true, .is_required = true}};
constexpr Operation batch{"Batch",      "POST",          "/v1/batch", {},
                          Access::open, BodyKind::array, {},          batch_rules};
constexpr FieldRule nested_rules[] = {{.name = "body[].id", .is_list = true}};
constexpr Operation nested{"Nested",     "POST",          "/v1/nested", {},
                           Access::open, BodyKind::array, {},           nested_rules};
constexpr Operation bare{"Bare", "GET", "/v1/bare"};

using Given = std::map<std::string_view, std::vector<std::string>>;

Result<HttpCall> make(Operation const& operation, Given const& given) {
    return make_http_call(operation, [&](FieldRule const& rule) -> Result<FieldValue> {
        auto const found = given.find(rule.name);
        if (found == given.end()) return FieldValue{};
        return parse_field(rule, found->second);
    });
}

TEST(HttpCall, PutsEachFieldWhereTheDocumentHasIt) {
    auto const call = make(change, {{"account", {"a b/c@d"}},
                                    {"Idempotency-Key", {"key"}},
                                    {"searchKey", {"Saal & 1+1"}},
                                    {"userType", {"12,13"}},
                                    {"name", {"Hall"}},
                                    {"function.enableRoom", {"true"}},
                                    {"function.level", {"3"}},
                                    {"ids", {"x", "y"}},
                                    {"parts[].id", {"z"}}});
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->target,
              "/v1/rooms/a%20b%2fc%40d/change"
              "?searchKey=Saal%20%26%201%2b1&userType=12&userType=13");
    EXPECT_EQ(call->body, R"({"name":"Hall","function":{"enableRoom":true,"level":3},)"
                          R"("ids":["x","y"],"parts":[{"id":"z"}]})");
    ASSERT_EQ(call->headers.size(), 2U);
    EXPECT_EQ(call->headers[0].name, "Idempotency-Key");
    EXPECT_EQ(call->headers[0].value, "key");
    EXPECT_EQ(call->headers[1].name, "Content-Type");
}

TEST(HttpCall, LeavesOutWhatIsAbsent) {
    auto const call = make(change, {{"account", {"a"}}});
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->target, "/v1/rooms/a/change");
    EXPECT_EQ(call->body, "{}");
    auto const nothing = make(bare, {});
    EXPECT_EQ(nothing->body, "");
    EXPECT_TRUE(nothing->headers.empty());
}

TEST(HttpCall, MakesAListOfTheWholeBody) {
    EXPECT_EQ(make(batch, {{"body", {"a", "b"}}})->body, R"(["a","b"])");
    EXPECT_EQ(make(nested, {{"body[].id", {"a", "b"}}})->body, R"([{"id":"a"},{"id":"b"}])");
}

TEST(HttpCall, RefusesWhatBreaksARule) {
    EXPECT_EQ(make(change, {}).error().field, "account");
    EXPECT_EQ(make(change, {{"account", {"a"}}, {"name", {"Halls"}}}).error().field, "name");
    EXPECT_TRUE(make(change, {{"account", {"a"}}, {"Idempotency-Key", {"1234"}}}).ok());
    EXPECT_EQ(make(change, {{"account", {"a"}}, {"Idempotency-Key", {"12345"}}}).error().field,
              "Idempotency-Key");
}

}  // namespace
}  // namespace roomkey
