#include <gtest/gtest.h>

#include "domain/activation/hard_terminal.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

constexpr char const* te20 = R"({"name":"N","model":"TE20","sn":"SN1","email":"a@b.c"})";

Answer to_devices(ApiBench& bench, std::string const& method, std::string const& rest,
                  std::string const& body = {}) {
    return bench.send_as(bench.admin_token(bench.ours), method, "/v1/usg/dcs/corp/device" + rest,
                         body);
}

Provocation unknown(std::string const& method, std::string const& rest, std::string const& body) {
    return asked(ErrorCode::device_unknown,
                 [=](ApiBench& bench) { return to_devices(bench, method, rest, body); });
}

/// Of an enterprise that may have no more hard terminals, with a disabled one, SN1.
Provocation limited(ErrorCode code, std::string const& method, std::string const& rest,
                    std::string const& body) {
    return asked(code, [=](ApiBench& bench) {
        EXPECT_EQ(to_devices(bench, "POST", "", te20).status, 200);
        EXPECT_EQ(to_devices(bench, "PUT", "/status/1", R"(["SN1"])").status, 200);
        CorpChange change;
        change.limits = {{UserType::hard_terminal, 0}};
        EXPECT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
        return to_devices(bench, method, rest, body);
    });
}

}  // namespace

std::vector<Provocation> provocations_of_devices() {
    return {
        unknown("GET", "/none", ""),
        unknown("PUT", "/none", "{}"),
        unknown("POST", "/none/activecode", R"({"emailAddr":"a@b.c"})"),
        unknown("POST", "/delete", R"(["none"])"),
        unknown("PUT", "/status/1", R"(["none"])"),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) {
                  return to_devices(
                      bench, "POST", "",
                      R"({"name":"N","model":"TE20","email":"a@b.c","deptCode":"none"})");
              }),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) {
                  EXPECT_EQ(to_devices(bench, "POST", "", te20).status, 200);
                  return to_devices(bench, "PUT", "/SN1", R"({"deptCode":"none"})");
              }),
        asked(ErrorCode::serial_number_exists,
              [](ApiBench& bench) {
                  EXPECT_EQ(to_devices(bench, "POST", "", te20).status, 200);
                  return to_devices(bench, "POST", "", te20);
              }),
        limited(ErrorCode::terminal_limit_reached, "POST", "",
                R"({"name":"N","model":"TE20","email":"a@b.c"})"),
        limited(ErrorCode::terminal_resources_used_up, "PUT", "/SN1", R"({"status":0})"),
        limited(ErrorCode::terminal_resources_used_up, "PUT", "/status/0", R"(["SN1"])"),
        asked(ErrorCode::resets_used_up,
              [](ApiBench& bench) {
                  EXPECT_EQ(to_devices(bench, "POST", "", te20).status, 200);
                  auto const reset = [&] {
                      return to_devices(bench, "POST", "/SN1/activecode",
                                        R"({"emailAddr":"a@b.c"})");
                  };
                  for (int i = 0; i < hard_terminal_resets_max; ++i) {
                      EXPECT_EQ(reset().status, 200);
                  }
                  return reset();
              }),
    };
}

}  // namespace roomkey
