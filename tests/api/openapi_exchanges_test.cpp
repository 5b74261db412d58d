#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>

#include "base/percent.hpp"
#include "storage/sql/notice/notices.hpp"
#include "tests/api/api_bench.hpp"
#include "tests/api/openapi_reader.hpp"
#include "tests/api/openapi_schema.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

using Values = std::map<std::string, std::string>;

/// The id of a notice that a reset of this terminal by mail queued.
std::string notice_of(ApiBench& bench, CreatedTerminal const& terminal) {
    ContactRequest contacts;
    contacts.email = "room@example.com";
    EXPECT_TRUE(bench.services->reset_code
                    .run({terminal.account, contacts, {}},
                         operator_of_account(terminal.account, Language::zh_cn))
                    .ok());
    return bench.notices(terminal.user_id).front().id.value;
}

/// Ends the notices that are due, as the outbox does when they were sent.
void settle_notices(ApiBench& bench) {
    auto const settled = bench.store->write([&](Transaction& tx) -> Status {
        auto const lease_end = bench.clock.now() + std::chrono::minutes{1};
        for (auto notice : TRY(lease_notices(tx, 100, bench.clock.now(), lease_end))) {
            notice.state = NoticeState::accepted;
            notice.sealed_contact.clear();
            TRY(settle_notice(tx, notice));
        }
        return Done{};
    });
    EXPECT_TRUE(settled.ok());
}

/// What the words in double braces stand for on this bench, besides the Authorization headers.
Values make_values(ApiBench& bench) {
    Values values;
    values["lapsed_code"] = bench.make_terminal(bench.ours, "Cellar").code.reveal();
    values["lapsed_notice"] = notice_of(bench, bench.make_terminal(bench.ours, "Vault"));
    bench.clock.advance(std::chrono::days{30});
    auto const notified = bench.make_terminal(bench.ours, "Lobby");
    values["outdated_notice"] = notice_of(bench, notified);
    values["notified_account"] = notified.account;
    values["settled_notice"] = notice_of(bench, bench.make_terminal(bench.ours, "Studio"));
    settle_notices(bench);
    values["queued_notice"] = notice_of(bench, notified);
    auto const signed_in = bench.sign_in(bench.ours);
    values["administrator_token"] = signed_in.field("accessToken");
    values["refresh_token"] = signed_in.field("refreshToken");
    values["member_token"] = bench.sign_in(bench.ours, "member").field("accessToken");
    values["account"] = bench.ours.admin_account;
    values["app_id"] = bench.ours.app_id.value;
    auto const terminal = bench.make_terminal(bench.ours);
    values["terminal_account"] = terminal.account;
    values["active_code"] = terminal.code.reveal();
    values["code_id"] = terminal.code_id.value;
    values["terminal_credential"] = bench.bind(bench.make_terminal(bench.ours, "Hall"), "SN2");
    values["department"] =
        bench
            .send_as(values["administrator_token"], "POST", "/v1/usg/dcs/corp/dept",
                     R"({"deptName":"Sales","sortLevel":10,"note":"Third floor"})")
            .field("value");
    values["unbound_credential"] = bench.bind(bench.make_terminal(bench.ours, "Attic"), "SN3");
    EXPECT_EQ(bench.send_as(values["unbound_credential"], "DELETE", "/v1/terminal").status, 200);
    return values;
}

std::string filled(std::string text, Values const& values) {
    for (auto open = text.find("{{"); open != std::string::npos; open = text.find("{{")) {
        auto const close = text.find("}}", open);
        auto const name = text.substr(open + 2, close - open - 2);
        auto const value = values.find(name);
        EXPECT_NE(value, values.end()) << name;
        text.replace(open, close + 2 - open, value == values.end() ? "" : value->second);
    }
    return text;
}

std::string app_authorization(ApiBench const& bench, json::value const& body) {
    auto const& expire_time = member(body, "expireTime");
    return ApiBench::signed_request(bench.ours, member_text(body, "userId"),
                                    expire_time.is_int64() ? expire_time.get_int64() : 0,
                                    member_text(body, "nonce"))
        .second;
}

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
    struct Exchange {
        OpenApiReader::Operation operation;
        std::string name;
        json::value fields;

        [[nodiscard]] std::string where() const { return operation.name() + ' ' + name; }
    };

    [[nodiscard]] std::vector<Exchange> exchanges() const {
        std::vector<Exchange> all;
        for (auto const& operation : reader_.operations()) {
            for (auto const& [name, fields] : member_object(*operation.object, "x-exchanges")) {
                all.push_back({operation, std::string(name), fields});
            }
        }
        return all;
    }

    /// The example of the request body that the exchange names, filled; null if it names none.
    [[nodiscard]] json::value body_of(Exchange const& exchange, Values const& values) const {
        auto const name = member_text(exchange.fields, "body");
        auto const* const holder = exchange.operation.object->if_contains("requestBody");
        if (name.empty() || holder == nullptr) return nullptr;
        auto const& media = reader_.content(*holder).at("application/json");
        auto body = member(reader_.examples(media).at(name), "value");
        for (auto const& [pointer, text] : member_object(exchange.fields, "fill")) {
            json::error_code code;
            auto* const place = body.find_pointer(pointer, code);
            EXPECT_NE(place, nullptr) << exchange.where() << ' ' << std::string_view(pointer);
            if (place != nullptr) *place = filled(std::string(text.as_string()), values);
        }
        return body;
    }

    [[nodiscard]] static std::string target_of(Exchange const& exchange, Values const& values) {
        auto target = exchange.operation.path;
        for (auto const& [name, text] : member_object(exchange.fields, "path")) {
            auto const place = '{' + std::string(name) + '}';
            target.replace(target.find(place), place.size(),
                           percent_encoded(filled(std::string(text.as_string()), values)));
        }
        char separator = '?';
        for (auto const& [name, text] : member_object(exchange.fields, "query")) {
            target += separator + std::string(name) + '=' +
                      percent_encoded(filled(std::string(text.as_string()), values));
            separator = '&';
        }
        return target;
    }

    /// Sends the exchange to a new bench.
    [[nodiscard]] Answer send(ApiBench& bench, Exchange const& exchange) const {
        auto values = make_values(bench);
        auto const body = body_of(exchange, values);
        values["app_authorization"] = app_authorization(bench, body);
        values["basic_authorization"] = "Basic " + to_base64(bench.ours.admin_account + ':' +
                                                             bench.ours.admin_password.reveal());
        std::vector<HttpHeader> headers;
        for (auto const& [name, text] : member_object(exchange.fields, "headers")) {
            headers.push_back({std::string(name), filled(std::string(text.as_string()), values)});
        }
        headers.push_back({"Accept-Language", std::string(wire_name(GetParam()))});
        return bench.send(exchange.operation.method, target_of(exchange, values),
                          body.is_null() ? "" : json::serialize(body), headers);
    }

    void expect_answer(Exchange const& exchange, Answer const& answer) const {
        auto const status = member_text(exchange.fields, "status");
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
};

TEST_P(OpenApiExchanges, HaveOnlyFieldsThatAreReplayed) {
    std::set<std::string> const known{"path", "query",  "headers", "body",
                                      "fill", "status", "answer"};
    for (auto const& exchange : exchanges()) {
        ASSERT_TRUE(exchange.fields.is_object()) << exchange.where();
        for (auto const& [key, value] : exchange.fields.get_object()) {
            EXPECT_TRUE(known.contains(std::string(key))) << exchange.where();
        }
    }
}

TEST_P(OpenApiExchanges, ShowASuccessOfEveryOperation) {
    std::set<std::string> shown;
    for (auto const& exchange : exchanges()) {
        if (member_text(exchange.fields, "status") == "200") {
            shown.insert(exchange.operation.name());
        }
    }
    for (auto const& operation : reader_.operations()) {
        EXPECT_TRUE(shown.contains(operation.name())) << operation.name();
    }
}

TEST_P(OpenApiExchanges, ComeTrueOnTheServer) {
    for (auto const& exchange : exchanges()) {
        SCOPED_TRACE(exchange.where());
        ApiBench bench;
        expect_answer(exchange, send(bench, exchange));
    }
}

INSTANTIATE_TEST_SUITE_P(InBothLanguages, OpenApiExchanges,
                         testing::Values(Language::en_us, Language::zh_cn),
                         [](testing::TestParamInfo<Language> const& row) {
                             return row.param == Language::zh_cn ? "Chinese" : "English";
                         });

}  // namespace
}  // namespace roomkey
