#include "api/access_proof.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <utility>
#include <vector>

namespace roomkey {
namespace {

HttpRequest with(std::vector<HttpHeader> headers) {
    HttpRequest request;
    request.headers = std::move(headers);
    return request;
}

/// "token abc", "session abc" or "nothing"; the reason of a refusal.
std::string proof_in(std::vector<HttpHeader> headers) {
    auto const proof = access_proof(with(std::move(headers)));
    if (!proof.ok()) return std::string(reason_name(proof.error().code));
    if (proof->secret.empty()) return "nothing";
    return (proof->is_of_console ? "session " : "token ") + proof->secret.reveal();
}

std::string session_in(std::string const& cookies) {
    return proof_in({{"Cookie", cookies}, {"X-Roomkey-Console", "1"}});
}

TEST(AccessProof, ReadsTheTokenUnderEitherName) {
    EXPECT_EQ(proof_in({}), "nothing");
    EXPECT_EQ(proof_in({{"x-access-token", "a"}}), "token a");
    EXPECT_EQ(proof_in({{"X-Auth-Token", "b"}}), "token b");
    EXPECT_EQ(proof_in({{"X-Auth-Token", "b"}, {"X-Access-Token", "a"}}), "token a");
    EXPECT_EQ(proof_in({{"X-Auth-Token", "b"}, {"X-Access-Token", ""}}), "token b");
    EXPECT_EQ(proof_in({{"X-Access-Token", "a"}, {"Cookie", "__Host-roomkey-session=c"}}),
              "token a");
}

TEST(AccessProof, FindsTheSessionAmongOtherCookies) {
    for (auto const* const cookies :
         {"__Host-roomkey-session=abc", "a=1; __Host-roomkey-session=abc",
          "__Host-roomkey-session=abc; a=1", "a;;b=;__Host-roomkey-session=abc;",
          " \t__Host-roomkey-session = abc "}) {
        EXPECT_EQ(session_in(cookies), "session abc") << cookies;
    }
    for (auto const* const cookies :
         {"", ";", "=", "roomkey-session=abc", "__host-roomkey-session=abc",
          "__Host-roomkey-session", "__Host-roomkey-session=", "x__Host-roomkey-session=abc",
          "a=__Host-roomkey-session=abc", "__Host-roomkey-sessions=abc",
          "__Host-roomkey-session=abc; __Host-roomkey-session=d"}) {
        EXPECT_EQ(session_in(cookies), "nothing") << cookies;
    }
}

TEST(AccessProof, ReadsAllLinesWithCookiesTogether) {
    HttpHeader const session{"Cookie", "__Host-roomkey-session=abc"};
    HttpHeader const other{"cookie", "x=1"};
    HttpHeader const console{"X-Roomkey-Console", "1"};
    EXPECT_EQ(proof_in({other, session, console}), "session abc");
    EXPECT_EQ(proof_in({session, console, other}), "session abc");
    EXPECT_EQ(proof_in({session, {"Cookie", "__Host-roomkey-session=evil"}, console}), "nothing");
    EXPECT_EQ(proof_in({session, {"cookie", "a=1; __Host-roomkey-session="}, console}), "nothing");

    auto const terminal_in = [](std::vector<HttpHeader> headers) {
        headers.push_back({"X-Roomkey-Device", "1"});
        auto const proof = terminal_proof(with(std::move(headers)));
        return proof.ok() ? proof->secret.reveal() : std::string(reason_name(proof.error().code));
    };
    HttpHeader const terminal{"Cookie", "__Secure-roomkey-terminal=abc"};
    EXPECT_EQ(terminal_in({other, terminal}), "abc");
    EXPECT_EQ(terminal_in({terminal, {"Cookie", "__Secure-roomkey-terminal=evil"}}), "");
}

TEST(AccessProof, RefusesACookieThatTheConsoleDidNotSend) {
    HttpHeader const cookie{"Cookie", "__Host-roomkey-session=abc"};
    HttpHeader const console{"X-Roomkey-Console", "1"};
    EXPECT_EQ(proof_in({cookie}), "cross_site_request");
    for (auto const* const site : {"same-origin", "none"}) {
        EXPECT_EQ(proof_in({cookie, console, {"Sec-Fetch-Site", site}}), "session abc") << site;
    }
    for (auto const* const site : {"cross-site", "same-site", "", "Same-Origin", "same-origin,"}) {
        EXPECT_EQ(proof_in({cookie, console, {"Sec-Fetch-Site", site}}), "cross_site_request")
            << site;
    }
}

TEST(AccessProof, OfATerminalIsTheCookieOfItsPage) {
    auto const proof_of = [](std::vector<HttpHeader> headers) {
        auto const proof = terminal_proof(with(std::move(headers)));
        if (!proof.ok()) return std::string(reason_name(proof.error().code));
        EXPECT_FALSE(proof->is_of_console);
        return proof->secret.empty() ? std::string("nothing") : proof->secret.reveal();
    };
    HttpHeader const cookie{"Cookie", "a=1; __Secure-roomkey-terminal=abc"};
    HttpHeader const device{"X-Roomkey-Device", ""};
    EXPECT_EQ(proof_of({}), "nothing");
    EXPECT_EQ(proof_of({device}), "nothing");
    EXPECT_EQ(proof_of({{"Cookie", "__Host-roomkey-session=abc"}, device}), "nothing");
    EXPECT_EQ(proof_of({cookie, {"X-Access-Token", "t"}}), "t");
    EXPECT_EQ(proof_of({cookie}), "cross_site_request");
    EXPECT_EQ(proof_of({cookie, {"X-Roomkey-Console", "1"}}), "cross_site_request");
    EXPECT_EQ(proof_of({cookie, device}), "abc");
    for (auto const* const site : {"same-origin", "none"}) {
        EXPECT_EQ(proof_of({cookie, device, {"Sec-Fetch-Site", site}}), "abc") << site;
    }
    for (auto const* const site : {"cross-site", "same-site", "", "Same-Origin"}) {
        EXPECT_EQ(proof_of({cookie, device, {"Sec-Fetch-Site", site}}), "cross_site_request")
            << site;
    }
}

TEST(AccessProof, GivesACookieToThePageOfATerminalAlone) {
    EXPECT_FALSE(is_device_page(with({})).value());
    EXPECT_FALSE(is_device_page(with({{"Sec-Fetch-Site", "cross-site"}})).value());
    EXPECT_TRUE(is_device_page(with({{"x-roomkey-device", ""}})).value());
    EXPECT_TRUE(is_device_page(with({{"X-Roomkey-Device", "1"}, {"Sec-Fetch-Site", "same-origin"}}))
                    .value());
    EXPECT_EQ(is_device_page(with({{"X-Roomkey-Device", "1"}, {"Sec-Fetch-Site", "same-site"}}))
                  .error()
                  .code,
              ErrorCode::cross_site_request);
}

TEST(AccessProof, TellsWhatThePageSendsByItself) {
    EXPECT_FALSE(is_in_background(with({})));
    EXPECT_FALSE(is_in_background(with({{"X-Roomkey-Console", "1"}})));
    EXPECT_TRUE(is_in_background(with({{"x-roomkey-console", "background"}})));
}

TEST(AccessProof, SetsACookieForThisHostAlone) {
    EXPECT_EQ(session_cookie(Secret("abc")).name, "Set-Cookie");
    EXPECT_EQ(session_cookie(Secret("abc")).value,
              "__Host-roomkey-session=abc; Path=/; Secure; HttpOnly; SameSite=Strict");
    EXPECT_EQ(no_session_cookie().value,
              "__Host-roomkey-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(AccessProof, SetsACookieForTheTerminalApiAlone) {
    EXPECT_EQ(terminal_cookie(Secret("abc"), std::chrono::days{90}).name, "Set-Cookie");
    EXPECT_EQ(terminal_cookie(Secret("abc"), std::chrono::days{90}).value,
              "__Secure-roomkey-terminal=abc; Path=/v1/terminal; Secure; HttpOnly; "
              "SameSite=Strict; Max-Age=7776000");
    EXPECT_EQ(no_terminal_cookie().value,
              "__Secure-roomkey-terminal=; Path=/v1/terminal; Secure; HttpOnly; "
              "SameSite=Strict; Max-Age=0");
}

}  // namespace
}  // namespace roomkey
