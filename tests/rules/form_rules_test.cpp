#include <gtest/gtest.h>

#include "tests/rules/rule_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* malformed = "400 USG.000000003 invalid_parameter";

struct FormCase {
    std::string name;
    void (*spoil)(ExchangeRequest&);
    std::string named;  ///< What the message names.
    std::string refusal = malformed;
};

std::vector<FormCase> const& cases_of_every_operation() {
    static std::vector<FormCase> const cases{
        {"malformed name in the query",
         [](ExchangeRequest& request) { request.query.emplace_back("%zz", "1"); }, "query"},
        {"malformed value in the query",
         [](ExchangeRequest& request) { request.query.emplace_back("colour=%ff&a", "1"); },
         "colour"},
        {"two tokens",
         [](ExchangeRequest& request) {
             request.headers.push_back({"X-Access-Token", "a"});
             request.headers.push_back({"x-access-token", "a"});
         },
         "X-Access-Token"},
        {"two media types",
         [](ExchangeRequest& request) {
             request.headers.push_back({"Content-Type", "application/json"});
             request.headers.push_back({"content-type", "text/plain"});
         },
         "Content-Type"},
    };
    return cases;
}

std::vector<FormCase> const& cases_of_bodies() {
    static std::vector<FormCase> const cases{
        {"cut off", [](ExchangeRequest& request) { request.written_body = R"({"a":)"; }, "body"},
        {"more after its end", [](ExchangeRequest& request) { request.written_body = "{}{}"; },
         "body"},
        {"not UTF-8", [](ExchangeRequest& request) { request.written_body = "{\"a\":\"\xFF\"}"; },
         "body"},
        {"deep",
         [](ExchangeRequest& request) {
             request.written_body = std::string(64, '[') + std::string(64, ']');
         },
         "body"},
        {"a number", [](ExchangeRequest& request) { request.written_body = "7"; }, "body"},
        {"an object for an array and the reverse",
         [](ExchangeRequest& request) {
             request.written_body = request.body.is_array() ? "{}" : "[]";
         },
         "body"},
        {"an unknown field twice",
         [](ExchangeRequest& request) { request.written_body = R"({"colour":1,"colour":2})"; },
         "colour"},
        {"of another media type",
         [](ExchangeRequest& request) {
             request.written_body = "a=b";
             request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
         },
         "Content-Type", "415 USG.000000003 media_type_unsupported"},
        {"compressed",
         [](ExchangeRequest& request) {
             request.written_body = "\x1f\x8b";
             request.headers.push_back({"Content-Encoding", "gzip"});
         },
         "Content-Encoding", "415 USG.000000003 media_type_unsupported"},
    };
    return cases;
}

/// What cannot be read at all is refused alike by every operation.
class FormRules : public testing::TestWithParam<Operation const*> {
protected:
    void expect_refusals(std::vector<FormCase> const& cases) {
        for (auto const& row : cases) {
            SCOPED_TRACE(row.name);
            for (auto const language : {Language::zh_cn, Language::en_us}) {
                auto request = rules_.base();
                row.spoil(request);
                auto const answer = request.send(rules_.bench, language);
                EXPECT_EQ(refusal_of(answer), row.refusal);
                EXPECT_NE(answer.field("error_msg").find(row.named), std::string::npos)
                    << answer.text;
                EXPECT_FALSE(rules_.has_recorded_success());
            }
        }
    }

    RuleBench rules_{*GetParam()};
};

TEST_P(FormRules, RefuseWhatCannotBeRead) {
    if (!rules_.has_base()) return;
    rules_.has_recorded_success();
    expect_refusals(cases_of_every_operation());
    if (GetParam()->body != BodyKind::none) expect_refusals(cases_of_bodies());
    auto const answer = rules_.base().send(rules_.bench, Language::en_us);
    EXPECT_EQ(answer.status, 200) << "after all refusals: " << answer.text;
}

TEST_P(FormRules, IgnoreWhatTheDocumentDoesNotName) {
    if (!rules_.has_base()) return;
    auto request = rules_.base();
    request.query.emplace_back("colour", "red");
    request.headers.push_back({"X-Colour", "red"});
    if (request.body.is_object()) request.body.get_object()["colour"] = {1.5, nullptr};
    auto const answer = request.send(rules_.bench, Language::en_us);
    EXPECT_EQ(answer.status, 200) << answer.text;
}

INSTANTIATE_TEST_SUITE_P(OfEveryOperation, FormRules,
                         testing::ValuesIn(operations_that([](Operation const& /*operation*/) {
                             return true;
                         })),
                         [](auto const& row) { return std::string(row.param->name); });

}  // namespace
}  // namespace roomkey
