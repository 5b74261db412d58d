#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/api/user_bench.hpp"

namespace roomkey {

/// What stories of console sessions have in common. Ann is a user who chose her own password.
class SessionBench : public UserBench {
protected:
    SessionBench() {
        add("ann@ours", R"(,"pwd":"Change-me-1","sendNotify":"0")");
        auto const first = sign_in("ann@ours", "Change-me-1").field("accessToken");
        EXPECT_EQ(bench
                      .send_as(first, "PUT", "/v1/usg/acs/password",
                               password_change("ann@ours", "Change-me-1", own_password))
                      .status,
                  200);
        EXPECT_EQ(bench.send_as(first, "DELETE", "/v1/usg/acs/token").status, 200);
    }

    static std::string password_change(std::string const& account, std::string const& old,
                                       std::string const& next) {
        return R"({"account":")" + account + R"(","oldPwd":")" + old + R"(","newPwd":")" + next +
               "\"}";
    }
    static std::string credentials(std::string const& account, std::string const& password) {
        return R"({"account":")" + account + R"(","pwd":")" + password + "\"}";
    }
    /// Signs in to the console; the whole answer.
    Answer begin(std::string const& account, std::string const& password,
                 std::vector<HttpHeader> headers = {}) {
        return bench.send("POST", session_path, credentials(account, password), std::move(headers));
    }
    /// The cookie that an answer sets, as a browser sends it back.
    static std::string cookie_of(Answer const& answer) {
        auto const set = answer.header("Set-Cookie");
        return set.substr(0, set.find(';'));
    }
    std::string begun(std::string const& account, std::string const& password) {
        auto const answer = begin(account, password);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return cookie_of(answer);
    }
    /// As the console sends it.
    Answer send(std::string const& cookie, std::string const& method, std::string const& target,
                std::string const& body = {}, std::vector<HttpHeader> headers = {}) {
        headers.push_back({"Cookie", cookie});
        headers.push_back({"X-Roomkey-Console", "1"});
        return bench.send(method, target, body, std::move(headers));
    }
    Answer show_session(std::string const& cookie) { return send(cookie, "GET", session_path); }
    static std::string reason(Answer const& answer) { return answer.header("X-Roomkey-Reason"); }

    std::string const session_path = "/v1/roomkey/session";
    std::string const sessions_path = "/v1/roomkey/sessions";
    std::string const own_password = "Bluebird-22";
};

}  // namespace roomkey
