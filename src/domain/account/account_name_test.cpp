#include "domain/account/account_name.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(AccountName, IsNotThatOfAnActorWithoutAccount) {
    for (auto const* const name :
         {"operator", "Operator", "OPERATOR", "roomkey", "RoomKey", "delivery", "Delivery",
          "ｄｅｌｉｖｅｒｙ", "ＯＰＥＲＡＴＯＲ", "deli\u00ADvery", "room\u200Bkey", "sn:5CG1234",
          "SN:x", "ｓｎ：１"}) {
        auto const status = require_account_name(name);
        ASSERT_FALSE(status.ok()) << name;
        EXPECT_EQ(status.error().code, ErrorCode::invalid_parameter);
        EXPECT_EQ(status.error().field, "account");
        EXPECT_EQ(status.error().expected, "no name that the service itself uses");
    }
    for (auto const* const name : {"", "operators", "operator1", "the-operator", "roomkey@ours",
                                   "delivery@ours", "deliverya", "sn", "sn-1", "snow"}) {
        EXPECT_TRUE(require_account_name(name).ok()) << name;
    }
}

}  // namespace
}  // namespace roomkey
