#include <gtest/gtest.h>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

constexpr char const* path = "/v1/roomkey/session";

std::string cookie_of(HttpAnswer const& answer) {
    auto const set = find_header(answer.headers, "Set-Cookie").value_or("");
    return std::string(set.substr(0, set.find(';')));
}

HttpAnswer begin(RunningServer& server, std::string const& password) {
    auto const answer = server.client()->send(
        "POST", path, {{"Content-Type", "application/json"}, {"User-Agent", "Browser/1.0"}},
        R"({"account":")" + server.admin_account + R"(","pwd":")" + password + "\"}");
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? *answer : HttpAnswer{};
}

HttpAnswer send(RunningServer& server, std::string const& cookie, std::string const& method,
                std::string const& target, std::string const& body = {}) {
    std::vector<HttpHeader> headers{{"Cookie", cookie}, {"X-Roomkey-Console", "1"}};
    if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
    auto const answer = server.client()->send(method, target, headers, body);
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? *answer : HttpAnswer{};
}

TEST(ConsoleSession, LivesInACookieOverTls) {
    RunningServer server;
    auto const begun = begin(server, server.admin_password);
    ASSERT_EQ(begun.status, 200) << begun.body;
    auto const set = std::string(find_header(begun.headers, "Set-Cookie").value_or(""));
    EXPECT_TRUE(set.starts_with("__Host-roomkey-session=ses")) << set;
    EXPECT_TRUE(set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict")) << set;
    auto const cookie = cookie_of(begun);

    auto const bare = server.client()->send("GET", path, {{"Cookie", cookie}});
    EXPECT_EQ(bare->status, 403);
    EXPECT_EQ(find_header(bare->headers, "X-Roomkey-Reason"), "cross_site_request");
    // Pages of other origins ask first, and are not permitted to.
    auto const preflight =
        server.client()->send("OPTIONS", path,
                              {{"Origin", "https://elsewhere.example"},
                               {"Access-Control-Request-Method", "GET"},
                               {"Access-Control-Request-Headers", "x-roomkey-console"}});
    EXPECT_EQ(preflight->status, 405);
    for (auto const& header : preflight->headers) {
        EXPECT_EQ(header.name.find("ccess-"), std::string::npos) << header.name;
    }

    EXPECT_EQ(send(server, cookie, "GET", "/v1/usg/dcs/corp/member").status, 403);
    EXPECT_EQ(send(server, cookie, "PUT", "/v1/usg/acs/password",
                   R"({"account":")" + server.admin_account + R"(","oldPwd":")" +
                       server.admin_password + R"(","newPwd":"Bluebird-22"})")
                  .status,
              200);
    EXPECT_EQ(send(server, cookie, "GET", "/v1/usg/dcs/corp/member").status, 200);

    // Not the process has it, but the database; and neither database nor log has its secret.
    server.kill();
    server.start();
    auto const listed = send(server, cookie, "GET", "/v1/roomkey/sessions");
    EXPECT_EQ(listed.status, 200) << listed.body;
    EXPECT_NE(listed.body.find("Browser/1.0"), std::string::npos) << listed.body;
    auto const ended = send(server, cookie, "DELETE", path);
    EXPECT_EQ(ended.status, 200);
    EXPECT_EQ(cookie_of(ended), "__Host-roomkey-session=");
    EXPECT_EQ(send(server, cookie, "GET", path).status, 401);
    server.stop();
    auto const secret = cookie.substr(cookie.find('=') + 1);
    EXPECT_EQ(server.process->err().find(secret), std::string::npos);
}

}  // namespace
}  // namespace roomkey
