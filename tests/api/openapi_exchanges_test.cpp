#include <gtest/gtest.h>

#include <set>

#include "tests/api/exchanges.hpp"
#include "tests/api/openapi_schema.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// True if both are of one kind; of objects, if they also have the same fields.
bool is_alike(json::value const& left, json::value const& right) {
    if (left.kind() != right.kind()) return false;
    if (!left.is_object()) return true;
    std::set<std::string> left_names;
    std::set<std::string> right_names;
    for (auto const& [key, value] : left.get_object()) left_names.emplace(key);
    for (auto const& [key, value] : right.get_object()) right_names.emplace(key);
    return left_names == right_names;
}

/// In the language of the parameter: the document and the answers.
class OpenApiExchanges : public testing::TestWithParam<Language> {
protected:
    using Exchange = Exchanges::Exchange;

    void expect_answer(Exchange const& exchange, Answer const& answer) const {
        auto const status = exchange.status();
        ASSERT_EQ(std::to_string(answer.status), status) << answer.text;
        auto const& response = reader_.response(exchange.operation, status);
        auto const name = member_text(exchange.fields, "answer");
        if (name.empty()) {
            EXPECT_TRUE(reader_.content(response).empty());
            EXPECT_EQ(answer.text, "");
            return;
        }
        if (answer.reply.stream) return expect_events(answer, response, name);
        auto const& media = reader_.content(response).at("application/json");
        auto const faults = schema_faults(reader_, member(media, "schema"), answer.json);
        EXPECT_TRUE(faults.empty()) << faults.front() << '\n' << answer.text;
        auto const examples = reader_.examples(media);
        ASSERT_TRUE(examples.contains(name)) << name;
        auto const& example = member(examples.at(name), "value");
        if (status == "200") expect_like(example, answer.json);
        if (status != "200") {
            EXPECT_EQ(answer.error_code(), member_text(example, "error_code"));
            // One example stands for malformed fields of many operations.
            if (name != "fieldMalformed") {
                EXPECT_EQ(answer.field("error_msg"), member_text(example, "error_msg"));
            }
            auto const reasons = member_texts(response, "x-reasons");
            auto const reason = answer.header("X-Roomkey-Reason");
            EXPECT_NE(std::find(reasons.begin(), reasons.end(), reason), reasons.end()) << reason;
        }
    }

    void expect_like(json::value const& example, json::value const& given) const {
        // The document itself is shown by three of its fields, the catalogue by one of its entries.
        if (auto const& shown = member(example, "errors"); shown.is_array()) {
            auto const& errors = member(given, "errors").as_array();
            EXPECT_NE(std::find(errors.begin(), errors.end(), shown.as_array().front()),
                      errors.end());
        }
        if (member(given, "openapi").is_string()) return;
        EXPECT_TRUE(is_alike(example, given)) << json::serialize(given);
        auto const& data = member(example, "data");
        if (!data.is_array()) return;
        auto const& records = member(given, "data").as_array();
        ASSERT_FALSE(records.empty());
        EXPECT_TRUE(is_alike(data.as_array().front(), records.front()))
            << json::serialize(records.front());
    }

    void expect_events(Answer const& answer, json::value const& response,
                       std::string const& name) const {
        auto const& media = reader_.content(response).at("text/event-stream");
        auto const text = member_text(reader_.examples(media).at(name), "value");
        auto const first = answer.reply.stream->next().text;
        auto const data = first.find("data: ");
        ASSERT_NE(data, std::string::npos) << first;
        EXPECT_EQ(first.substr(0, data), text.substr(0, data));
        auto const faults = schema_faults(reader_, member(member(media, "x-events"), "bound"),
                                          json::parse(first.substr(data + 6)));
        EXPECT_TRUE(faults.empty()) << faults.front();
    }

    OpenApiReader reader_{GetParam()};
    Exchanges exchanges_{reader_};
};

TEST_P(OpenApiExchanges, HaveOnlyFieldsThatAreReplayed) {
    std::set<std::string> const known{"path", "query",  "headers", "body",
                                      "fill", "status", "answer"};
    for (auto const& exchange : exchanges_.all()) {
        ASSERT_TRUE(exchange.fields.is_object()) << exchange.where();
        for (auto const& [key, value] : exchange.fields.get_object()) {
            EXPECT_TRUE(known.contains(std::string(key))) << exchange.where();
        }
    }
}

TEST_P(OpenApiExchanges, ComeTrueOnTheServer) {
    for (auto const& exchange : exchanges_.all()) {
        SCOPED_TRACE(exchange.where());
        ApiBench bench;
        auto const request = exchanges_.request_of(exchange, make_exchange_values(bench));
        expect_answer(exchange, request.send(bench, GetParam()));
    }
}

INSTANTIATE_TEST_SUITE_P(InBothLanguages, OpenApiExchanges,
                         testing::Values(Language::en_us, Language::zh_cn),
                         [](testing::TestParamInfo<Language> const& row) {
                             return row.param == Language::zh_cn ? "Chinese" : "English";
                         });

}  // namespace
}  // namespace roomkey
