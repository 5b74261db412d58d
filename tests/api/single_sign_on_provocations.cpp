#include <gtest/gtest.h>

#include "storage/sql/directory/corps.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

constexpr char const* settings_path = "/v1/roomkey/single-sign-on";
constexpr char const* trial_path = "/v1/roomkey/single-sign-on/trial";
constexpr char const* demand_path = "/v1/roomkey/single-sign-on/demand";
constexpr char const* sign_in_path = "/v1/roomkey/session/single-sign-on";
constexpr char const* confirm_path = "/v1/roomkey/session/single-sign-on/totp";
constexpr char const* some_totp = R"({"totp":"000000"})";
constexpr char const* answer = R"({"code":"c","state":"s"})";

Answer as_administrator(ApiBench& bench, std::string const& method, std::string const& path,
                        std::string const& body = {}, std::vector<HttpHeader> headers = {}) {
    return bench.send_as(bench.admin_token(bench.ours), method, path, body, std::move(headers));
}

void save_provider(ApiBench& bench) {
    auto const saved = as_administrator(
        bench, "PUT", settings_path,
        R"({"issuer":"https://login.example.com","clientId":"roomkey","clientAuth":"none",)"
        R"("claim":"preferred_username","matchedBy":"account",)"
        R"("redirectUri":"https://rooms.example.com/console/sso"})");
    EXPECT_EQ(saved.status, 200) << saved.text;
}

std::vector<HttpHeader> cookie_of(Answer const& begun) {
    auto const cookie = begun.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

std::string answer_to(Answer const& begun, std::string const& code) {
    auto const address = begun.field("address");
    return R"({"code":")" + code + R"(","state":")" + address.substr(address.find("state=") + 6) +
           "\"}";
}

Answer make_trial(ApiBench& bench) {
    save_provider(bench);
    auto const begun = as_administrator(bench, "POST", trial_path);
    return as_administrator(bench, "PUT", trial_path, answer_to(begun, bench.ours.admin_account),
                            cookie_of(begun));
}

void set_up_totp(ApiBench& bench) {
    constexpr char const* totp_path = "/v1/roomkey/session/totp";
    EXPECT_EQ(as_administrator(bench, "POST", totp_path).status, 200);
    auto const code = bench.totp_of(bench.ours.admin_account);
    EXPECT_EQ(as_administrator(bench, "PUT", totp_path, R"({"totp":")" + code + "\"}").status, 200);
}

Answer demand(ApiBench& bench, std::string const& what) {
    return as_administrator(bench, "PUT", demand_path, R"({"demand":")" + what + "\"}");
}

void require(ApiBench& bench) {
    EXPECT_EQ(make_trial(bench).status, 200);
    set_up_totp(bench);
    auto const demanded = demand(bench, "required");
    EXPECT_EQ(demanded.status, 200) << demanded.text;
}

NewUser colleague() {
    NewUser user;
    user.account = "colleague@ours";
    return user;
}

/// The first step of a sign-in of this account.
std::pair<Answer, Answer> come_back_as(ApiBench& bench, std::string const& account) {
    auto const begun =
        bench.send("POST", sign_in_path, R"({"corpId":")" + bench.ours.corp_id.value + "\"}");
    return {begun, bench.send("PUT", sign_in_path, answer_to(begun, account), cookie_of(begun))};
}

/// The cookie of a sign-in of the default administrator that waits for a one-time password.
std::vector<HttpHeader> waiting_sign_in(ApiBench& bench) {
    require(bench);
    auto const [begun, refused] = come_back_as(bench, bench.ours.admin_account);
    EXPECT_EQ(refused.status, 401);
    return cookie_of(begun);
}

std::vector<Provocation> of_second_steps() {
    return {
        asked(ErrorCode::totp_wrong,
              [](ApiBench& bench) {
                  return bench.send("PUT", confirm_path, some_totp, waiting_sign_in(bench));
              }),
        asked(ErrorCode::sso_refused,
              [](ApiBench& bench) { return bench.send("PUT", confirm_path, some_totp); }),
        asked(ErrorCode::cross_site_request,
              [](ApiBench& bench) {
                  return bench.send("PUT", confirm_path, some_totp,
                                    {{"Sec-Fetch-Site", "same-site"}});
              }),
        asked(ErrorCode::account_disabled,
              [](ApiBench& bench) {
                  require(bench);
                  auto const made =
                      bench.services->users.create(colleague(), operator_of(bench.ours.corp_id))
                          .value();
                  auto const token =
                      bench
                          .send("POST", "/v1/usg/acs/auth/account",
                                R"({"account":"colleague@ours","clientType":72})",
                                {{"Authorization", "Basic " + to_base64("colleague@ours:" +
                                                                        made.password.reveal())}})
                          .field("accessToken");
                  constexpr char const* totp_path = "/v1/roomkey/session/totp";
                  EXPECT_EQ(bench.send_as(token, "POST", totp_path).status, 200);
                  auto const code = bench.totp_of("colleague@ours");
                  EXPECT_EQ(
                      bench.send_as(token, "PUT", totp_path, R"({"totp":")" + code + "\"}").status,
                      200);
                  auto const [begun, refused] = come_back_as(bench, "colleague@ours");
                  EXPECT_EQ(refused.status, 401);
                  EXPECT_TRUE(bench.services->users.set_disabled("colleague@ours", true).ok());
                  return bench.send("PUT", confirm_path, some_totp, cookie_of(begun));
              }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  auto const cookie = waiting_sign_in(bench);
                  for (int i = 0; i < 5; ++i) bench.send("PUT", confirm_path, some_totp, cookie);
                  return bench.send("PUT", confirm_path, some_totp, cookie);
              }),
    };
}

std::vector<Provocation> of_settings() {
    return {
        asked(ErrorCode::sso_unavailable,
              [](ApiBench& bench) { return as_administrator(bench, "POST", trial_path); }),
        asked(ErrorCode::sso_unavailable,
              [](ApiBench& bench) {
                  save_provider(bench);
                  auto const begun = as_administrator(bench, "POST", trial_path);
                  EXPECT_EQ(as_administrator(bench, "DELETE", settings_path).status, 200);
                  return as_administrator(bench, "PUT", trial_path, answer_to(begun, "c"),
                                          cookie_of(begun));
              }),
        asked(ErrorCode::sso_unavailable, [](ApiBench& bench) { return demand(bench, "on"); }),
        asked(ErrorCode::sso_refused,
              [](ApiBench& bench) { return as_administrator(bench, "PUT", trial_path, answer); }),
        asked(ErrorCode::sso_not_tried,
              [](ApiBench& bench) {
                  save_provider(bench);
                  return demand(bench, "on");
              }),
        asked(ErrorCode::sso_way_in_needed,
              [](ApiBench& bench) {
                  EXPECT_EQ(make_trial(bench).status, 200);
                  return demand(bench, "on");
              }),
        asked(ErrorCode::sso_way_in_needed,
              [](ApiBench& bench) {
                  require(bench);
                  return as_administrator(bench, "DELETE", "/v1/roomkey/session/totp",
                                          R"({"pwd":")" + bench.ours.admin_password.reveal() +
                                              R"(","totp":")" +
                                              bench.totp_of(bench.ours.admin_account, 1) + "\"}");
              }),
    };
}

std::vector<Provocation> of_sign_ins() {
    return {
        asked(ErrorCode::sso_required,
              [](ApiBench& bench) {
                  require(bench);
                  auto const made =
                      bench.services->users.create(colleague(), operator_of(bench.ours.corp_id))
                          .value();
                  return bench.send(
                      "POST", "/v1/roomkey/session",
                      R"({"account":"colleague@ours","pwd":")" + made.password.reveal() + "\"}");
              }),
        asked(ErrorCode::sso_unavailable,
              [](ApiBench& bench) {
                  return bench.send("POST", sign_in_path, R"({"corpId":"none"})");
              }),
        asked(ErrorCode::sso_refused,
              [](ApiBench& bench) { return bench.send("PUT", sign_in_path, answer); }),
        asked(ErrorCode::cross_site_request,
              [](ApiBench& bench) {
                  return bench.send("POST", sign_in_path, R"({"corpId":"none"})",
                                    {{"Sec-Fetch-Site", "cross-site"}});
              }),
        asked(ErrorCode::cross_site_request,
              [](ApiBench& bench) {
                  return bench.send("PUT", sign_in_path, answer, {{"Sec-Fetch-Site", "same-site"}});
              }),
        asked(ErrorCode::totp_needed,
              [](ApiBench& bench) {
                  require(bench);
                  return come_back_as(bench, bench.ours.admin_account).second;
              }),
        asked(ErrorCode::account_disabled,
              [](ApiBench& bench) {
                  require(bench);
                  EXPECT_TRUE(
                      bench.services->users.create(colleague(), operator_of(bench.ours.corp_id))
                          .ok());
                  EXPECT_TRUE(bench.services->users.set_disabled("colleague@ours", true).ok());
                  return come_back_as(bench, "colleague@ours").second;
              }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  require(bench);
                  auto const begun = come_back_as(bench, "nobody").first;
                  auto const again = [&] {
                      return bench.send("PUT", sign_in_path, answer_to(begun, "nobody"),
                                        cookie_of(begun));
                  };
                  for (int i = 0; i < 5; ++i) EXPECT_EQ(again().status, 401);
                  return again();
              }),
    };
}

}  // namespace

std::vector<Provocation> provocations_of_single_sign_on() {
    auto all = of_settings();
    for (auto const& more : {of_sign_ins(), of_second_steps()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

}  // namespace roomkey
