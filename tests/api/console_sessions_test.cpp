#include <gtest/gtest.h>

#include <chrono>

#include "tests/api/session_bench.hpp"

namespace roomkey {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class ConsoleSessions : public SessionBench {
protected:
    std::int64_t now() { return unix_milliseconds(bench.clock.now()); }

    std::string cookie = begun("ann@ours", own_password);
};

TEST_F(ConsoleSessions, BeginWithACookieThatScriptsAndOtherSitesCannotHave) {
    auto const answer = begin("ann@ours", own_password);
    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const set = answer.header("Set-Cookie");
    std::string const name = "__Host-roomkey-session=";
    ASSERT_TRUE(set.starts_with(name)) << set;
    EXPECT_EQ(set.substr(set.find(';')), "; Path=/; Secure; HttpOnly; SameSite=Strict");
    auto const secret = set.substr(name.size(), set.find(';') - name.size());
    EXPECT_EQ(secret.size(), 48U);
    EXPECT_EQ(answer.text.find(secret), std::string::npos);
    EXPECT_EQ(last_audit(), "ann@ours begin_session ann@ours ok");

    EXPECT_EQ(answer.field("account"), "ann@ours");
    EXPECT_EQ(answer.field("name"), "Ann");
    EXPECT_EQ(answer.field("email"), "ann@ours.com");
    EXPECT_EQ(answer.number("adminType"), 2);
    EXPECT_EQ(answer.field("corpId"), bench.ours.corp_id.value);
    EXPECT_EQ(answer.field("corpName"), "Ours");
    EXPECT_EQ(answer.number("createdAt"), now());
    EXPECT_EQ(answer.number("idleUntil"), now() + Duration(minutes{30}).count());
    EXPECT_EQ(answer.number("endsAt"), now() + Duration(hours{12}).count());
    EXPECT_FALSE(answer.json.at("mustChangePassword").as_bool());
    EXPECT_EQ(answer.field("language"), "zh-CN");
    EXPECT_EQ(show_session(cookie_of(answer)).text, answer.text);
    auto const english = send(cookie, "GET", session_path, {}, {{"Accept-Language", "en"}});
    EXPECT_EQ(english.field("language"), "en-US");
}

TEST_F(ConsoleSessions, RefuseLikeASignInByAccount) {
    auto const wrong = begin("ann@ours", "not-the-password");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.text, begin("nobody@nowhere", "not-the-password").text);
    EXPECT_EQ(wrong.header("Set-Cookie"), "");
    for (int i = 0; i < 4; ++i) EXPECT_EQ(sign_in("ann@ours", "not-the-password").status, 401);
    auto const locked = begin("ann@ours", own_password);
    EXPECT_EQ(locked.status, 423);
    EXPECT_EQ(locked.header("Retry-After"), "60");
    bench.clock.advance(minutes{1});
    EXPECT_EQ(begin("ann@ours", own_password).status, 200);
    ASSERT_TRUE(bench.services->users.set_disabled("ann@ours", true).ok());
    EXPECT_EQ(begin("ann@ours", own_password).status, 412);
    EXPECT_EQ(begin("ann@ours", "not-the-password").status, 401);
}

TEST_F(ConsoleSessions, ActOnlyForTheConsole) {
    auto const sent = [&](std::vector<HttpHeader> headers) {
        headers.push_back({"Cookie", "theme=dark; " + cookie + "; last=1"});
        return bench.send("GET", my_info, {}, std::move(headers));
    };
    HttpHeader const console{"X-Roomkey-Console", "1"};
    EXPECT_EQ(sent({console}).status, 200);
    EXPECT_EQ(sent({{"x-roomkey-console", ""}}).status, 200);
    EXPECT_EQ(sent({console, {"Sec-Fetch-Site", "same-origin"}}).status, 200);
    EXPECT_EQ(sent({console, {"Sec-Fetch-Site", "none"}}).status, 200);
    for (auto const& headers : std::vector<std::vector<HttpHeader>>{
             {},
             {{"Sec-Fetch-Site", "same-origin"}},
             {console, {"Sec-Fetch-Site", "same-site"}},
             {console, {"Sec-Fetch-Site", "cross-site"}},
         }) {
        EXPECT_EQ(reason(sent(headers)), "cross_site_request");
    }
    auto const changing = bench.send("DELETE", session_path, {}, {{"Cookie", cookie}});
    EXPECT_EQ(changing.status, 403);
    EXPECT_EQ(show_session(cookie).status, 200);
    EXPECT_EQ(reason(begin("ann@ours", own_password, {{"Sec-Fetch-Site", "cross-site"}})),
              "cross_site_request");
}

TEST_F(ConsoleSessions, AreNoTokensNorTokensSessions) {
    auto const secret = cookie.substr(cookie.find('=') + 1);
    EXPECT_EQ(bench.send_as(secret, "GET", my_info).status, 401);
    EXPECT_EQ(bench.send_as(secret, "PUT", "/v1/usg/acs/token").status, 401);
    EXPECT_EQ(
        bench.send("POST", "/v1/usg/acs/token/validate", R"({"token":")" + secret + "\"}").status,
        401);
    EXPECT_EQ(reason(send("__Host-roomkey-session=" + token, "GET", my_info)), "token_invalid");
    EXPECT_EQ(reason(send("__Host-roomkey-session=", "GET", my_info)), "token_missing");
    EXPECT_EQ(reason(send("session=" + secret, "GET", my_info)), "token_missing");
    // What is about tokens themselves takes only tokens: a cookie must not become one.
    EXPECT_EQ(reason(send(cookie, "PUT", "/v1/usg/acs/token")), "token_missing");
    EXPECT_EQ(reason(send(cookie, "DELETE", "/v1/usg/acs/token")), "token_missing");
    EXPECT_EQ(reason(send(cookie, "GET", "/v1/terminal")), "token_missing");
}

TEST_F(ConsoleSessions, GiveWayToATokenInTheHeader) {
    auto const both = [&](std::string const& access_token) {
        return bench.send_as(access_token, "GET", session_path, {}, {{"Cookie", cookie}});
    };
    EXPECT_EQ(both(token).field("account"), bench.ours.admin_account);
    EXPECT_EQ(reason(both("nonsense")), "token_invalid");
}

TEST_F(ConsoleSessions, EndWhenTheyAreIdle) {
    bench.clock.advance(minutes{30} - Duration{1});
    EXPECT_EQ(show_session(cookie).status, 200);
    bench.clock.advance(minutes{30} - Duration{1});
    EXPECT_EQ(show_session(cookie).status, 200);
    bench.clock.advance(minutes{30});
    EXPECT_EQ(reason(show_session(cookie)), "token_invalid");
    bench.clock.advance(-Duration{1});
    EXPECT_EQ(show_session(cookie).status, 200);
}

TEST_F(ConsoleSessions, NoteTheirUseOnceAMinute) {
    auto const begun_at = now();
    auto const idle_after = [&](Duration wait) {
        bench.clock.advance(wait);
        return show_session(cookie).number("idleUntil") - begun_at - Duration(minutes{30}).count();
    };
    EXPECT_EQ(idle_after(minutes{1} - Duration{1}), 0);
    EXPECT_EQ(idle_after(Duration{1}), Duration(minutes{1}).count());
    EXPECT_EQ(idle_after(minutes{1} - Duration{1}), Duration(minutes{1}).count());
    EXPECT_EQ(idle_after(Duration{1}), Duration(minutes{2}).count());
    // A page that looks by itself keeps nobody signed in.
    bench.clock.advance(minutes{5});
    auto const seen = bench.send("GET", session_path, {},
                                 {{"Cookie", cookie}, {"X-Roomkey-Console", "background"}});
    EXPECT_EQ(seen.number("idleUntil") - begun_at, Duration(minutes{32}).count());
    // Nor does a page of another origin.
    EXPECT_EQ(bench.send("GET", session_path, {}, {{"Cookie", cookie}}).status, 403);
    EXPECT_EQ(idle_after(minutes{0}), Duration(minutes{7}).count());
}

TEST_F(ConsoleSessions, AreForgottenByTheBrowserWithTheirFirstRefusal) {
    auto const forgotten =
        "__Host-roomkey-session=; Path=/; Secure; HttpOnly; SameSite=Strict; "
        "Max-Age=0";
    EXPECT_EQ(send(cookie, "GET", my_info).header("Set-Cookie"), "");
    ASSERT_EQ(send(cookie, "DELETE", session_path).status, 200);
    for (auto const& [method, target] : std::vector<std::pair<std::string, std::string>>{
             {"GET", my_info}, {"GET", session_path}, {"PUT", "/v1/usg/acs/password"}}) {
        auto const refused = send(cookie, method, target);
        EXPECT_EQ(refused.status, 401) << target;
        EXPECT_EQ(refused.header("Set-Cookie"), forgotten) << target;
    }
    // Not what a token is refused for, nor what another page makes the browser send.
    EXPECT_EQ(
        bench.send_as("nonsense", "GET", my_info, {}, {{"Cookie", cookie}}).header("Set-Cookie"),
        "");
    EXPECT_EQ(bench.send("GET", my_info, {}, {{"Cookie", cookie}}).header("Set-Cookie"), "");
    EXPECT_EQ(bench.send("GET", my_info).header("Set-Cookie"), "");
}

TEST_F(ConsoleSessions, EndAtTheLatestHoweverMuchTheyAreUsed) {
    auto const end = show_session(cookie).number("endsAt");
    for (int i = 0; i < 35; ++i) {
        bench.clock.advance(minutes{20});
        EXPECT_EQ(show_session(cookie).status, 200) << i;
    }
    bench.clock.set(from_unix_milliseconds(end - 1));
    auto const last = show_session(cookie);
    EXPECT_EQ(last.number("idleUntil"), end) << last.text;
    EXPECT_EQ(last.number("endsAt"), end);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(reason(show_session(cookie)), "token_invalid");
}

TEST(ConsoleSessionLimits, AreThoseOfTheConfiguration) {
    ServicesOptions options;
    options.sessions = {minutes{5}, minutes{8}};
    ApiBench bench(options);
    auto const begun = bench.send("POST", "/v1/roomkey/session",
                                  R"({"account":")" + bench.ours.admin_account + R"(","pwd":")" +
                                      bench.ours.admin_password.reveal() + "\"}");
    auto const now = unix_milliseconds(bench.clock.now());
    EXPECT_EQ(begun.number("idleUntil") - now, Duration(minutes{5}).count());
    EXPECT_EQ(begun.number("endsAt") - now, Duration(minutes{8}).count());
}

TEST_F(ConsoleSessions, SignOut) {
    auto const answer = send(cookie, "DELETE", session_path);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, "");
    EXPECT_EQ(answer.header("Set-Cookie"),
              "__Host-roomkey-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    EXPECT_EQ(last_audit(), "ann@ours end_session ann@ours ok");
    EXPECT_EQ(reason(show_session(cookie)), "token_invalid");
    EXPECT_EQ(reason(send(cookie, "DELETE", session_path)), "token_invalid");
}

TEST_F(ConsoleSessions, AreEndedByWhatEndsTokens) {
    auto const is_live = [&] { return show_session(cookie).status == 200; };
    auto const again = [&](std::string const& password) { cookie = begun("ann@ours", password); };
    ASSERT_TRUE(bench.services->users.set_disabled("ann@ours", true).ok());
    EXPECT_FALSE(is_live());
    ASSERT_TRUE(bench.services->users.set_disabled("ann@ours", false).ok());
    EXPECT_FALSE(is_live());
    again(own_password);
    EXPECT_EQ(put("/v1/usg/acs/password/admin/reset", R"({"account":"ann@ours"})").status, 200);
    EXPECT_FALSE(is_live());
    ASSERT_TRUE(bench.services->user_passwords.set("ann@ours", Secret("Nightjar=555")).ok());
    again("Nightjar=555");
    EXPECT_TRUE(is_live());
    ASSERT_TRUE(bench.services->end_access.run({true, false}).ok());
    EXPECT_FALSE(is_live());
    again("Nightjar=555");
    ASSERT_TRUE(bench.services->users.remove("ann@ours").ok());
    EXPECT_FALSE(is_live());
}

TEST_F(ConsoleSessions, KeepTheOneThatChangesThePassword) {
    auto const other = begun("ann@ours", own_password);
    auto const access_token = sign_in("ann@ours", own_password).field("accessToken");
    bench.clock.advance(minutes{5});
    EXPECT_EQ(send(cookie, "PUT", "/v1/usg/acs/password",
                   password_change("ann@ours", own_password, "Redbreast_33"))
                  .status,
              200);
    EXPECT_EQ(show_session(cookie).status, 200);
    EXPECT_EQ(show_session(other).status, 401);
    EXPECT_EQ(bench.send_as(access_token, "GET", my_info).status, 401);
}

TEST_F(ConsoleSessions, AskForAPasswordOfOnesOwnFirst) {
    auto const initial = bench.ours.admin_password.reveal();
    auto const answer = begin(bench.ours.admin_account, initial);
    EXPECT_TRUE(answer.json.at("mustChangePassword").as_bool());
    auto const admin = cookie_of(answer);
    for (auto const& [method, target] : std::vector<std::pair<std::string, std::string>>{
             {"GET", my_info}, {"GET", members}, {"GET", sessions_path}, {"POST", members}}) {
        auto const refused = send(admin, method, target, "");
        EXPECT_EQ(refused.status, 403) << target;
        EXPECT_EQ(reason(refused), "password_change_needed") << target;
    }
    EXPECT_NE(bench.audit().front().outcome, "password_change_needed");
    EXPECT_TRUE(show_session(admin).json.at("mustChangePassword").as_bool());
    // The vendor's clients go on.
    EXPECT_EQ(bench.send_as(token, "GET", members).status, 200);
    EXPECT_FALSE(bench.send_as(token, "GET", session_path).json.at("mustChangePassword").as_bool());

    EXPECT_EQ(send(admin, "PUT", "/v1/usg/acs/password",
                   password_change(bench.ours.admin_account, initial, own_password))
                  .status,
              200);
    EXPECT_FALSE(show_session(admin).json.at("mustChangePassword").as_bool());
    EXPECT_EQ(send(admin, "GET", members).status, 200);
    EXPECT_EQ(send(admin, "DELETE", session_path).status, 200);
    // A reset is somebody else's choice again.
    ASSERT_TRUE(bench.services->user_passwords.set("ann@ours", Secret("Nightjar=555")).ok());
    cookie = begun("ann@ours", "Nightjar=555");
    EXPECT_EQ(reason(send(cookie, "GET", my_info)), "password_change_needed");
    EXPECT_EQ(send(cookie, "DELETE", session_path).status, 200);
}

TEST_F(ConsoleSessions, AreLimitedToSixteenAndDisplaceNoTokens) {
    auto const access_token = sign_in("ann@ours", own_password).field("accessToken");
    std::string second;
    for (int i = 2; i <= 17; ++i) {
        EXPECT_EQ(show_session(cookie).status, 200) << i;
        bench.clock.advance(Duration{1});
        auto const next = begun("ann@ours", own_password);
        if (i == 2) second = next;
    }
    EXPECT_EQ(reason(show_session(cookie)), "token_displaced");
    EXPECT_EQ(show_session(second).status, 200);
    EXPECT_EQ(bench.send_as(access_token, "GET", my_info).status, 200);
}

class OwnSessions : public SessionBench {
protected:
    boost::json::array listed(std::string const& cookie, std::string const& query = {}) {
        auto const answer = send(cookie, "GET", sessions_path + query);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.at("data").as_array();
    }
    Answer end(std::string const& cookie, boost::json::value const& session) {
        return send(cookie, "DELETE",
                    sessions_path + '/' + std::string(session.at("id").as_string()));
    }
};

TEST_F(OwnSessions, AreListedNewestFirst) {
    auto const access_token = sign_in("ann@ours", own_password).field("accessToken");
    bench.clock.advance(minutes{1});
    bench.source = "198.51.100.7";
    // Neither what breaks a line nor what is not UTF-8 gets into lists; 255 characters do.
    std::string const agent = "Mozilla\xFF/5.0 \xE2\x80\xAE" + std::string(300, 'x');
    auto const first = cookie_of(begin("ann@ours", own_password, {{"User-Agent", agent}}));
    auto const begun_at = unix_milliseconds(bench.clock.now());
    bench.clock.advance(minutes{2});
    auto const second = begun("ann@ours", own_password);
    EXPECT_EQ(show_session(first).status, 200);

    auto const all = listed(first);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_FALSE(all[0].at("current").as_bool());
    EXPECT_TRUE(all[1].at("current").as_bool());
    EXPECT_EQ(all[1].at("createdAt").as_int64(), begun_at);
    EXPECT_EQ(all[1].at("lastSeenAt").as_int64() - begun_at, Duration(minutes{2}).count());
    EXPECT_EQ(all[1].at("source").as_string(), "198.51.100.7");
    std::string const shown(all[1].at("userAgent").as_string());
    EXPECT_TRUE(shown.starts_with("Mozilla\xEF\xBF\xBD/5.0  x")) << shown;
    EXPECT_EQ(shown.size(), 255U + 2);
    EXPECT_EQ(all[2].at("userAgent").as_string(), "");
    EXPECT_EQ(all[2].at("lastSeenAt"), all[2].at("createdAt"));
    EXPECT_TRUE(listed(second)[0].at("current").as_bool());
    EXPECT_EQ(listed(first, "?offset=1&limit=1").at(0), all[1]);

    // By their holder only, and only what is live.
    EXPECT_EQ(bench.send_as(access_token, "GET", sessions_path).number("count"), 3);
    auto const of_admin = bench.send_as(token, "GET", sessions_path);
    for (auto const& session : of_admin.json.at("data").as_array()) {
        for (auto const& own : all) EXPECT_NE(session.at("id"), own.at("id"));
    }
    bench.clock.advance(minutes{29});
    EXPECT_EQ(listed(first).size(), 3U);
    bench.clock.advance(minutes{1});
    EXPECT_EQ(listed(first).size(), 2U);
}

TEST_F(OwnSessions, AreEndedOneByOne) {
    auto const access_token = sign_in("ann@ours", own_password).field("accessToken");
    auto const first = begun("ann@ours", own_password);
    bench.clock.advance(Duration{1});
    auto const second = begun("ann@ours", own_password);
    auto const all = listed(second);
    ASSERT_EQ(all.size(), 3U);

    EXPECT_EQ(end(second, all[1]).status, 200);
    EXPECT_EQ(last_audit(), "ann@ours end_session_by_id ann@ours ok");
    EXPECT_EQ(reason(show_session(first)), "token_invalid");
    EXPECT_EQ(end(second, all[2]).status, 200);
    EXPECT_EQ(bench.send_as(access_token, "GET", my_info).status, 401);
    EXPECT_EQ(bench.send_as(token, "GET", my_info).status, 200);
    EXPECT_EQ(reason(end(second, all[1])), "session_unknown");
    // Not even the administrator's of the same enterprise.
    auto const theirs = bench.send_as(token, "GET", sessions_path).json.at("data").as_array();
    EXPECT_EQ(reason(end(second, theirs[0])), "session_unknown");
    EXPECT_EQ(end(second, all[0]).status, 200);
    EXPECT_EQ(reason(show_session(second)), "token_invalid");
}

}  // namespace
}  // namespace roomkey
