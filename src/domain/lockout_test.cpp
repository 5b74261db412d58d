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

constexpr Instant start{1'800'000'000s};

/// `count` attempts `apart`, none of which was right.
template <class Count>
FailureCount attempts(int count, Duration apart, Count const& count_one) {
    FailureCount counted;
    for (int i = 0; i < count; ++i) counted = count_one(counted, start + i * apart);
    return counted;
}

TEST(LockoutPolicy, LocksAPairShortlyWhileTheLastAttemptMayBeRight) {
    LockoutPolicy const policy;
    auto const pair = [&](FailureCount const& before, Instant now) {
        return policy.count_pair(before, now);
    };
    auto const fourth = attempts(4, 0s, pair);
    EXPECT_EQ(fourth.count, 4);
    EXPECT_EQ(lock_left(fourth, start), 0s);
    auto const fifth = policy.count_pair(fourth, start);
    EXPECT_EQ(lock_left(fifth, start), 10s);
    auto const right = take_back(fifth);
    EXPECT_EQ(lock_left(right, start), 0s);
    EXPECT_EQ(right.count, 4);
}

TEST(LockoutPolicy, ForgetsFailuresOfAPairAndOfANameAfterADay) {
    LockoutPolicy const policy;
    EXPECT_EQ(policy.count_pair({4, {}, start}, start + 24h - 1ms).count, 5);
    EXPECT_EQ(policy.count_pair({4, {}, start}, start + 24h).count, 1);
    EXPECT_EQ(policy.count_name({9, {}, start}, start + 24h - 1ms).count, 10);
    EXPECT_EQ(policy.count_name({9, {}, start}, start + 24h).count, 1);
}

TEST(LockoutPolicy, SlowsANameFromTheTenthFailureOn) {
    LockoutPolicy const policy;
    auto const name = [&](FailureCount const& before, Instant now) {
        return policy.count_name(before, now);
    };
    EXPECT_EQ(lock_left(attempts(9, 0s, name), start), 0s);
    EXPECT_EQ(lock_left(attempts(10, 0s, name), start), 10s);
    EXPECT_EQ(lock_left(attempts(1'000, 0s, name), start), 10s);
}

TEST(LockoutPolicy, LocksASourceAtThirtyFailuresInAWindow) {
    LockoutPolicy const policy;
    auto const source = [&](FailureCount const& before, Instant now) {
        return policy.count_source(before, now);
    };
    EXPECT_EQ(lock_left(attempts(29, 0s, source), start), 0s);
    EXPECT_EQ(lock_left(attempts(30, 0s, source), start), 5min);
    // All of them within five minutes; the window begins with the first.
    EXPECT_EQ(attempts(30, 10s, source).count, 30);
    // One every eleven seconds is never thirty in five minutes.
    EXPECT_EQ(lock_left(attempts(1'000, 11s, source), start + 999 * 11s), 0s);
    auto const locked = attempts(30, 0s, source);
    auto const afterwards = policy.count_source(locked, start + 5min);
    EXPECT_EQ(afterwards.count, 1);
    EXPECT_EQ(lock_left(afterwards, start + 5min), 0s);
}

TEST(LockoutPolicy, CountsForNothingWhatAClockAheadHasLocked) {
    EXPECT_EQ(lock_left({1, start + 1ms, start}, start), 1ms);
    EXPECT_EQ(lock_left({1, start, start}, start), 0s);
    EXPECT_EQ(lock_left({1, start + 25h, start}, start), 25h);
    EXPECT_EQ(lock_left({1, start + 25h + 1ms, start}, start), 0s);
    EXPECT_EQ(lock_left({1, start + 100 * 24h, start}, start), 0s);
}

TEST(LockoutPolicy, TakesNothingBackFromNothing) {
    EXPECT_EQ(take_back({}).count, 0);
    EXPECT_EQ(take_back({1, start, start}).count, 0);
}

}  // namespace
}  // namespace roomkey
