#include <gtest/gtest.h>

#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

Answer to_app(ApiBench& bench, std::string const& method, std::string const& rest,
              std::string const& body = {}) {
    return bench.send_as(bench.admin_token(bench.ours), method, "/v2/usg/acs/corp/app" + rest,
                         body);
}

Answer to_administrators(ApiBench& bench, std::string const& rest, std::string const& body) {
    return bench.send_as(bench.admin_token(bench.ours), "POST", "/v1/usg/dcs/corp/admin" + rest,
                         body);
}

}  // namespace

std::vector<Provocation> provocations_of_administration() {
    return {
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) {
                  return to_administrators(bench, "", R"({"account":"nobody"})");
              }),
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) { return to_administrators(bench, "/delete", R"(["nobody"])"); }),
        asked(ErrorCode::user_not_ordinary,
              [](ApiBench& bench) {
                  return to_administrators(bench, "",
                                           R"({"account":")" + bench.ours.admin_account + "\"}");
              }),
        asked(ErrorCode::default_admin_protected,
              [](ApiBench& bench) {
                  return to_administrators(bench, "/delete",
                                           "[\"" + bench.ours.admin_account + "\"]");
              }),
        asked(ErrorCode::app_unknown,
              [](ApiBench& bench) { return to_app(bench, "PUT", "/none", "{}"); }),
        asked(ErrorCode::app_unknown,
              [](ApiBench& bench) { return to_app(bench, "DELETE", "/none"); }),
        asked(ErrorCode::app_unknown,
              [](ApiBench& bench) { return to_app(bench, "PUT", "/none/reset"); }),
        asked(ErrorCode::app_limit_reached,
              [](ApiBench& bench) {
                  auto const add = [&] { return to_app(bench, "POST", "", R"({"app_name":"a"})"); };
                  for (int count = 2; count <= apps_per_corp_max; ++count) {
                      EXPECT_EQ(add().status, 200);
                  }
                  return add();
              }),
        asked(ErrorCode::default_admin_needed,
              [](ApiBench& bench) {
                  auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
                  return bench.send_as(member, "GET", "/v2/usg/acs/corp/apps");
              }),
    };
}

}  // namespace roomkey
