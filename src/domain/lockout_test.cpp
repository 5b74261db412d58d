#include "domain/lockout.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using namespace std::chrono_literals;

TEST(LockoutPolicy, LocksAtTheThresholdAndDoublesWithEachRound) {
    LockoutPolicy const policy;
    EXPECT_EQ(policy.lock_after(4), 0s);
    EXPECT_EQ(policy.lock_after(5), 60s);
    EXPECT_EQ(policy.lock_after(6), 0s);
    EXPECT_EQ(policy.lock_after(10), 120s);
    EXPECT_EQ(policy.lock_after(15), 240s);
}

TEST(LockoutPolicy, StopsDoublingAtTheCeiling) {
    LockoutPolicy const policy;
    EXPECT_EQ(policy.lock_after(1000), 1h);
}

}  // namespace
}  // namespace roomkey
