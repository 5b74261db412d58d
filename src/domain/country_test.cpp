#include "domain/country.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(CallingCode, KnowsTheVendorsIdentifiersInAnyCase) {
    EXPECT_EQ(calling_code("chinaPR"), "86");
    EXPECT_EQ(calling_code("CHINApr"), "86");
    EXPECT_EQ(calling_code("usa"), "1");
    EXPECT_EQ(calling_code("BVl"), "1284");
    EXPECT_EQ(calling_code("zimbabwe"), "263");
    EXPECT_EQ(calling_code("afghanistan"), "93");
}

TEST(CallingCode, KnowsNothingElse) {
    for (auto const* name : {"", "china", "chinaPRR", "86", "zzz"})
        EXPECT_FALSE(calling_code(name)) << name;
}

}  // namespace
}  // namespace roomkey
