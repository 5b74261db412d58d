#include <gtest/gtest.h>

#include "tests/rules/rule_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* own_password = "Bluebird-22";

std::string credentials(RuleBench& rules, char const* password) {
    return R"({"account":")" + rules.values.at("account") + R"(","pwd":")" + password + "\"}";
}

/// What every operation of users makes of the cookie of a console session.
class SessionRules : public testing::TestWithParam<Operation const*> {
protected:
    SessionRules() {
        auto& bench = rules_.bench;
        auto const changed = bench.send_as(
            rules_.values.at("administrator_token"), "PUT", "/v1/usg/acs/password",
            R"({"account":")" + rules_.values.at("account") + R"(","oldPwd":")" +
                rules_.values.at("password") + R"(","newPwd":")" + own_password + "\"}");
        EXPECT_EQ(changed.status, 200) << changed.text;
        auto const begun =
            bench.send("POST", "/v1/roomkey/session", credentials(rules_, own_password));
        cookie_ = begun.header("Set-Cookie");
        cookie_.resize(cookie_.find(';'));
    }

    /// The base request with the cookie in place of the token.
    Answer send(std::vector<HttpHeader> headers) {
        auto request = rules_.base();
        set_token(request, "");
        request.headers.push_back({"Cookie", cookie_});
        for (auto& header : headers) request.headers.push_back(std::move(header));
        return request.send(rules_.bench, Language::en_us);
    }

    RuleBench rules_{*GetParam()};
    std::string cookie_;
};

TEST_P(SessionRules, TakeTheCookieOfTheConsoleAlone) {
    if (!rules_.has_base()) return;
    HttpHeader const console{"X-Roomkey-Console", "1"};
    rules_.has_recorded_success();
    if (!GetParam()->takes_console_session) {
        EXPECT_EQ(refusal_of(send({})), "401 USG.000000004 token_missing");
        EXPECT_EQ(refusal_of(send({console})), "401 USG.000000004 token_missing");
        return;
    }
    auto const refused = "403 USG.000000004 cross_site_request";
    EXPECT_EQ(refusal_of(send({})), refused);
    EXPECT_EQ(refusal_of(send({{"Sec-Fetch-Site", "same-origin"}})), refused);
    EXPECT_EQ(refusal_of(send({console, {"Sec-Fetch-Site", "same-site"}})), refused);
    EXPECT_EQ(refusal_of(send({console, {"X-Access-Token", "nonsense"}})),
              "401 USG.000000004 token_invalid");
    EXPECT_FALSE(rules_.has_recorded_success());
    auto const answer = send({console});
    // What is the own of another, or ended with the old password.
    auto const reason = answer.header("X-Roomkey-Reason");
    for (auto const* const own : {"password_not_yours", "old_password_wrong", "session_unknown"}) {
        if (reason == own) return;
    }
    EXPECT_EQ(answer.status, 200) << answer.text;
}

INSTANTIATE_TEST_SUITE_P(OfEveryOperation, SessionRules,
                         testing::ValuesIn(operations_that([](Operation const& operation) {
                             return operation.access != Access::open;
                         })),
                         [](auto const& row) { return std::string(row.param->name); });

}  // namespace
}  // namespace roomkey
