#include <gtest/gtest.h>

#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

constexpr char const* path = "/v1/roomkey/session";

Answer begin(ApiBench& bench, std::string const& account, std::string const& password,
             std::vector<HttpHeader> headers = {}) {
    return bench.send("POST", path, R"({"account":")" + account + R"(","pwd":")" + password + "\"}",
                      std::move(headers));
}

Answer begin(ApiBench& bench) {
    return begin(bench, bench.ours.admin_account, bench.ours.admin_password.reveal());
}

constexpr char const* totp_path = "/v1/roomkey/session/totp";

/// With one-time passwords set up; then a sign-in with `totp`, which stands in the JSON as it is.
Answer begin_with_totp(ApiBench& bench, std::string const& totp) {
    auto const token = bench.admin_token(bench.ours);
    auto const& account = bench.ours.admin_account;
    EXPECT_EQ(bench.send_as(token, "POST", totp_path).status, 200);
    EXPECT_EQ(
        bench.send_as(token, "PUT", totp_path, R"({"totp":")" + bench.totp_of(account) + "\"}")
            .status,
        200);
    return bench.send("POST", path,
                      R"({"account":")" + account + R"(","pwd":")" +
                          bench.ours.admin_password.reveal() + R"(","totp":)" + totp + '}');
}

/// With one-time passwords set up.
Answer once_enrolled(ApiBench& bench, std::string const& method, std::string const& body = {}) {
    EXPECT_EQ(begin_with_totp(bench, "null").status, 401);
    return bench.send_as(bench.admin_token(bench.ours), method, totp_path, body);
}

std::vector<Provocation> of_totp() {
    return {
        asked(ErrorCode::totp_needed,
              [](ApiBench& bench) { return begin_with_totp(bench, "null"); }),
        asked(ErrorCode::totp_wrong,
              [](ApiBench& bench) { return begin_with_totp(bench, R"("000000")"); }),
        asked(ErrorCode::totp_enrolled,
              [](ApiBench& bench) { return once_enrolled(bench, "POST"); }),
        asked(ErrorCode::totp_enrolled,
              [](ApiBench& bench) { return once_enrolled(bench, "PUT", R"({"totp":"000000"})"); }),
        asked(ErrorCode::totp_not_begun,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "PUT", totp_path,
                                       R"({"totp":"000000"})");
              }),
        asked(ErrorCode::old_password_wrong,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "DELETE", totp_path,
                                       R"({"pwd":"wrong-password"})");
              }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  auto const token = bench.admin_token(bench.ours);
                  auto const guess = [&] {
                      return bench.send_as(token, "DELETE", totp_path,
                                           R"({"pwd":"wrong-password"})");
                  };
                  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess().status, 400);
                  return guess();
              }),
        asked(ErrorCode::totp_enrolment_needed,
              [](ApiBench& bench) {
                  CorpChange demanding;
                  demanding.requires_totp = true;
                  EXPECT_TRUE(bench.services->corps.update(bench.ours.corp_id, demanding).ok());
                  auto const changed = bench.send_as(
                      bench.admin_token(bench.ours), "PUT", "/v1/usg/acs/password",
                      R"({"account":")" + bench.ours.admin_account + R"(","oldPwd":")" +
                          bench.ours.admin_password.reveal() + R"(","newPwd":"Bluebird-22"})");
                  EXPECT_EQ(changed.status, 200);
                  auto const cookie =
                      begin(bench, bench.ours.admin_account, "Bluebird-22").header("Set-Cookie");
                  return bench.send(
                      "GET", "/v1/usg/dcs/member", "",
                      {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"X-Roomkey-Console", "1"}});
              }),
    };
}

std::vector<Provocation> of_sessions() {
    return {
        asked(ErrorCode::credentials_wrong,
              [](ApiBench& bench) {
                  return begin(bench, bench.ours.admin_account, "wrong-password");
              }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  for (int i = 0; i < 5; ++i) {
                      begin(bench, bench.ours.admin_account, "wrong-password");
                  }
                  return begin(bench);
              }),
        asked(ErrorCode::account_disabled,
              [](ApiBench& bench) {
                  NewUser user;
                  user.account = "colleague@ours";
                  auto const made =
                      bench.services->users.create(user, operator_of(bench.ours.corp_id)).value();
                  EXPECT_TRUE(bench.services->users.set_disabled(user.account, true).ok());
                  return begin(bench, user.account, made.password.reveal());
              }),
        asked(ErrorCode::cross_site_request,
              [](ApiBench& bench) {
                  return begin(bench, "a", "b", {{"Sec-Fetch-Site", "cross-site"}});
              }),
        asked(ErrorCode::cross_site_request,
              [](ApiBench& bench) {
                  return bench.send("POST", "/v1/terminal/activation",
                                    R"({"activeCode":"00000000000","sn":"SN1"})",
                                    {{"X-Roomkey-Device", "1"}, {"Sec-Fetch-Site", "same-site"}});
              }),
        asked(ErrorCode::password_change_needed,
              [](ApiBench& bench) {
                  auto const cookie = begin(bench).header("Set-Cookie");
                  return bench.send(
                      "GET", "/v1/usg/dcs/member", "",
                      {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"X-Roomkey-Console", "1"}});
              }),
        asked(ErrorCode::session_unknown,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "DELETE",
                                       "/v1/roomkey/sessions/none");
              }),
    };
}

}  // namespace

std::vector<Provocation> provocations_of_sessions() {
    auto all = of_sessions();
    auto const more = of_totp();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace roomkey
