#include "phone/numbering_plans.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(NumberingPlans, TakeNumbersThatCanExist) {
    NumberingPlans const plans;
    for (auto const* number : {
             "+8617300009092",   // China, mobile
             "+85251234567",     // Hong Kong
             "+14155552671",     // United States
             "+491701234567",    // Germany, mobile
             "+49301234567890",  // Germany, of the greatest length
             "+4915123456789",
             "+6591234567",
             "+33612345678",
             "+5511961234567",
         }) {
        EXPECT_TRUE(plans.is_possible(number)) << number;
    }
}

TEST(NumberingPlans, RefuseNumbersThatCannot) {
    NumberingPlans const plans;
    for (auto const* number : {
             "",
             "+",
             "+86",
             "+861",
             "+86173000090921234",  // too long for China
             "+852512345678901",
             "+141555526710",   // one digit more than the plan has
             "+9991234567890",  // no such country
             "17300009092",     // no plus sign: of which country?
             "+86a7300009092x",
             "+12345678901234567890123456789012",
         }) {
        EXPECT_FALSE(plans.is_possible(number)) << number;
    }
}

TEST(NumberingPlans, KnowWhereANumberBelongs) {
    NumberingPlans const plans;
    EXPECT_EQ(plans.region("+8617300009092"), "CN");
    EXPECT_EQ(plans.region("+85251234567"), "HK");
    // One calling code, several countries.
    EXPECT_EQ(plans.region("+14155552671"), "US");
    EXPECT_EQ(plans.region("+16042345678"), "CA");
    EXPECT_EQ(plans.region("+12423456789"), "BS");
    // A mobile range that the plan does not have yet.
    EXPECT_EQ(plans.region("+8610000000000"), "CN");
    EXPECT_EQ(plans.region("+88216123456"), "");
    EXPECT_EQ(plans.region("+9991234567"), "");
    EXPECT_EQ(plans.region("nonsense"), "");
}

}  // namespace
}  // namespace roomkey
