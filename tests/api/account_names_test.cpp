#include "tests/api/user_bench.hpp"

namespace roomkey {
namespace {

class AccountNames : public UserBench {};

TEST_F(AccountNames, AreNoneThatTheServiceActsUnder) {
    for (auto const* const name : {"delivery", "Delivery", "operator", "ROOMKEY"}) {
        auto const refused =
            post(members, R"({"name":"Ann","email":"ann@example.com","account":")" +
                              std::string(name) + "\"}");
        EXPECT_EQ(refused.header("X-Roomkey-Reason"), "invalid_parameter") << name;
        EXPECT_NE(refused.field("error_msg").find("account"), std::string::npos) << refused.text;
    }
    EXPECT_EQ(add("delivery@ours").status, 200);
}

}  // namespace
}  // namespace roomkey
