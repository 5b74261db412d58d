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

}  // namespace

std::vector<Provocation> provocations_of_sessions() {
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

}  // namespace roomkey
