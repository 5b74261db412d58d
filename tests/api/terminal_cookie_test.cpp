#include <gtest/gtest.h>

#include "fields/operation_rules.hpp"
#include "tests/api/api_bench.hpp"

// A page that is a terminal: it has its credential as a cookie.
namespace roomkey {
namespace {

constexpr char const* name = "__Secure-roomkey-terminal=";
HttpHeader const of_the_page{"X-Roomkey-Device", "1"};

class TerminalCookie : public testing::Test {
protected:
    Answer activate(std::string const& code, std::vector<HttpHeader> headers) {
        return bench.send("POST", "/v1/terminal/activation",
                          R"({"activeCode":")" + code + R"(","sn":"SN1"})", std::move(headers));
    }
    /// What the browser sends back of an answer.
    static std::string cookie_in(Answer const& answer) {
        auto const set = answer.header("Set-Cookie");
        return set.substr(0, set.find(';'));
    }
    std::string bound_page() {
        auto const answer = activate(terminal.code.reveal(), {of_the_page});
        EXPECT_EQ(answer.status, 200) << answer.text;
        return cookie_in(answer);
    }
    Answer send(std::string const& cookie, std::string const& method, std::string const& target,
                std::vector<HttpHeader> headers = {of_the_page}) {
        headers.push_back({"Cookie", cookie});
        return bench.send(method, target, "", std::move(headers));
    }
    static std::string reason(Answer const& answer) { return answer.header("X-Roomkey-Reason"); }

    ApiBench bench;
    CreatedTerminal terminal = bench.make_terminal(bench.ours);
};

TEST_F(TerminalCookie, IsAllThatThePageIsGivenOfItsCredential) {
    auto const answer = activate(terminal.code.reveal(), {of_the_page});
    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const set = answer.header("Set-Cookie");
    ASSERT_TRUE(set.starts_with(name)) << set;
    EXPECT_EQ(set.substr(set.find(';')),
              "; Path=/v1/terminal; Secure; HttpOnly; SameSite=Strict; Max-Age=7776000");
    auto const secret = cookie_in(answer).substr(std::string_view(name).size());
    EXPECT_EQ(secret.size(), 48U);
    EXPECT_EQ(answer.text.find(secret), std::string::npos);
    EXPECT_FALSE(answer.json.as_object().contains("accessToken"));
    EXPECT_EQ(answer.field("name"), "Room");
    EXPECT_EQ(answer.number("validPeriod"), 7'776'000);
    // It is the credential that any other terminal would hold itself.
    EXPECT_EQ(bench.send_as(secret, "GET", "/v1/terminal").status, 200);
}

TEST_F(TerminalCookie, IsNotSetForOthers) {
    auto const answer = activate(terminal.code.reveal(), {});
    EXPECT_EQ(answer.header("Set-Cookie"), "");
    auto const credential = answer.field("accessToken");
    EXPECT_EQ(credential.size(), 48U);
    auto const renewed = bench.send_as(credential, "PUT", "/v1/terminal/token");
    EXPECT_EQ(renewed.header("Set-Cookie"), "");
    auto const released = bench.send_as(renewed.field("accessToken"), "DELETE", "/v1/terminal");
    EXPECT_EQ(released.status, 200);
    EXPECT_EQ(released.header("Set-Cookie"), "");
}

TEST_F(TerminalCookie, IsRefusedToPagesOfOtherOriginsWhichSpendNoCode) {
    for (auto const* const site : {"cross-site", "same-site", ""}) {
        auto const answer =
            activate(terminal.code.reveal(), {of_the_page, {"Sec-Fetch-Site", site}});
        EXPECT_EQ(reason(answer), "cross_site_request") << site;
        EXPECT_EQ(answer.header("Set-Cookie"), "");
    }
    EXPECT_EQ(
        activate(terminal.code.reveal(), {of_the_page, {"Sec-Fetch-Site", "same-origin"}}).status,
        200);
}

TEST_F(TerminalCookie, ComesAgainWithARepeatedActivation) {
    HttpHeader const key{"Idempotency-Key", "k1"};
    auto const first = activate(terminal.code.reveal(), {of_the_page, key});
    auto const again = activate(terminal.code.reveal(), {of_the_page, key});
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(cookie_in(again), cookie_in(first));
}

TEST_F(TerminalCookie, StandsForTheCredentialInEveryOperationOfATerminal) {
    int tried = 0;
    for (auto const* const operation : operations::all) {
        if (operation->access != Access::terminal) continue;
        SCOPED_TRACE(operation->name);
        ++tried;
        terminal = bench.make_terminal(bench.ours);
        auto const cookie = bound_page();
        std::string const method(operation->method);
        std::string const path(operation->path);
        EXPECT_EQ(reason(send(cookie, method, path, {})), "cross_site_request");
        EXPECT_EQ(reason(send(cookie, method, path, {{"X-Roomkey-Console", "1"}})),
                  "cross_site_request");
        for (auto const* const site : {"cross-site", "same-site"}) {
            EXPECT_EQ(reason(send(cookie, method, path, {of_the_page, {"Sec-Fetch-Site", site}})),
                      "cross_site_request");
        }
        EXPECT_EQ(reason(send(cookie + "x", method, path)), "token_invalid");
        EXPECT_EQ(send(cookie, method, path, {of_the_page, {"Sec-Fetch-Site", "none"}}).status,
                  200);
    }
    EXPECT_EQ(tried, 4);
}

TEST_F(TerminalCookie, OpensNothingElse) {
    auto const cookie = bound_page();
    for (auto const* const target :
         {"/v1/usg/dcs/member", "/v1/roomkey/session", "/v1/usg/dcs/corp/member"}) {
        EXPECT_EQ(reason(send(cookie, "GET", target)), "token_missing") << target;
    }
}

TEST_F(TerminalCookie, GivesWayToACredentialInTheHeader) {
    auto const cookie = bound_page();
    auto const other = bench.bind(bench.make_terminal(bench.ours, "Hall"), "SN2");
    auto const shown = bench.send_as(other, "GET", "/v1/terminal", "", {{"Cookie", cookie}});
    EXPECT_EQ(shown.field("name"), "Hall");
}

TEST_F(TerminalCookie, IsReplacedByARenewal) {
    auto const old_one = bound_page();
    auto const renewed = send(old_one, "PUT", "/v1/terminal/token");
    ASSERT_EQ(renewed.status, 200) << renewed.text;
    EXPECT_FALSE(renewed.json.as_object().contains("accessToken"));
    EXPECT_EQ(renewed.number("validPeriod"), 7'776'000);
    auto const new_one = cookie_in(renewed);
    EXPECT_NE(new_one, old_one);
    // A browser that never got it goes on with the old one.
    EXPECT_EQ(send(old_one, "GET", "/v1/terminal").status, 200);
    EXPECT_EQ(send(new_one, "GET", "/v1/terminal").status, 200);
    EXPECT_EQ(reason(send(old_one, "GET", "/v1/terminal")), "token_invalid");
}

TEST_F(TerminalCookie, EndsWithAResetAndIsForgottenWithARelease) {
    auto const cookie = bound_page();
    auto const token = bench.admin_token(bench.ours);
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(terminal.account)).status, 200);
    EXPECT_EQ(reason(send(cookie, "GET", "/v1/terminal")), "terminal_unbound");

    terminal = bench.make_terminal(bench.ours);
    auto const released = send(bound_page(), "DELETE", "/v1/terminal");
    EXPECT_EQ(released.status, 200);
    EXPECT_EQ(released.header("Set-Cookie"),
              "__Secure-roomkey-terminal=; Path=/v1/terminal; Secure; HttpOnly; "
              "SameSite=Strict; Max-Age=0");
}

}  // namespace
}  // namespace roomkey
