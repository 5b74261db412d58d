#include "domain/lockout.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/time_left.hpp"

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
    EXPECT_EQ(policy.lock_of_pair(fourth, start).left, 0s);
    auto const fifth = policy.count_pair(fourth, start);
    EXPECT_EQ(policy.lock_of_pair(fifth, start).left, 10s);
    auto const right = take_back(fifth);
    EXPECT_EQ(policy.lock_of_pair(right, start).left, 0s);
    EXPECT_EQ(right.count, 4);
}

TEST(LockoutPolicy, IsFirmOnceNoCheckInProgressCanLiftIt) {
    LockoutPolicy const policy;
    auto pair = attempts(5, 0s, [&](FailureCount const& before, Instant now) {
        return policy.count_pair(before, now);
    });
    for (int wrong = 0; wrong < 5; ++wrong) {
        EXPECT_FALSE(policy.lock_of_pair(pair, start).is_firm) << wrong;
        pair = found_wrong(pair);
    }
    EXPECT_TRUE(policy.lock_of_pair(pair, start).is_firm);
    // The seventh of three rounds may be right, but the lock is of the first round.
    pair.locked_until = start + 1min;
    pair.count = 7;
    pair.checking = 2;
    EXPECT_TRUE(policy.lock_of_pair(pair, start).is_firm);
    pair.checking = 3;
    EXPECT_FALSE(policy.lock_of_pair(pair, start).is_firm);

    FailureCount name{10, 1, start + 10s, start};
    EXPECT_FALSE(policy.lock_of_name(name, start).is_firm);
    EXPECT_TRUE(policy.lock_of_name(found_wrong(name), start).is_firm);
    FailureCount source{31, 2, start + 5min, start};
    EXPECT_FALSE(policy.lock_of_source(source, start).is_firm);
    EXPECT_TRUE(policy.lock_of_source(found_wrong(source), start).is_firm);
}

TEST(LockoutPolicy, TakesAttemptsOfADeadNodeForWrongOnes) {
    LockoutPolicy const policy;
    FailureCount const left_behind{4, 4, {}, start};
    EXPECT_EQ(policy.count_pair(left_behind, start + 10s - 1ms).checking, 5);
    EXPECT_EQ(policy.count_pair(left_behind, start + 10s).checking, 1);
    EXPECT_EQ(policy.count_name(left_behind, start + 10s).checking, 1);
    EXPECT_EQ(policy.count_pair(left_behind, start + 10s).count, 5);
}

TEST(LockoutPolicy, ForgetsFailuresOfAPairAndOfANameAfterADay) {
    LockoutPolicy const policy;
    EXPECT_EQ(policy.count_pair({4, 0, {}, start}, start + 24h - 1ms).count, 5);
    EXPECT_EQ(policy.count_pair({4, 0, {}, start}, start + 24h).count, 1);
    EXPECT_EQ(policy.count_name({9, 0, {}, start}, start + 24h - 1ms).count, 10);
    EXPECT_EQ(policy.count_name({9, 0, {}, start}, start + 24h).count, 1);
}

TEST(LockoutPolicy, SlowsANameFromTheTenthFailureOn) {
    LockoutPolicy const policy;
    auto const name = [&](FailureCount const& before, Instant now) {
        return policy.count_name(before, now);
    };
    EXPECT_EQ(policy.lock_of_name(attempts(9, 0s, name), start).left, 0s);
    EXPECT_EQ(policy.lock_of_name(attempts(10, 0s, name), start).left, 10s);
    EXPECT_EQ(policy.lock_of_name(attempts(1'000, 0s, name), start).left, 10s);
}

TEST(LockoutPolicy, LocksASourceAtThirtyFailuresInAWindow) {
    LockoutPolicy const policy;
    auto const source = [&](FailureCount const& before, Instant now) {
        return policy.count_source(before, now);
    };
    EXPECT_EQ(policy.lock_of_source(attempts(29, 0s, source), start).left, 0s);
    EXPECT_EQ(policy.lock_of_source(attempts(30, 0s, source), start).left, 5min);
    // All of them within five minutes; the window begins with the first.
    EXPECT_EQ(attempts(30, 10s, source).count, 30);
    // One every eleven seconds is never thirty in five minutes.
    EXPECT_EQ(policy.lock_of_source(attempts(1'000, 11s, source), start + 999 * 11s).left, 0s);
    auto const locked = attempts(30, 0s, source);
    auto const afterwards = policy.count_source(locked, start + 5min);
    EXPECT_EQ(afterwards.count, 1);
    EXPECT_EQ(policy.lock_of_source(afterwards, start + 5min).left, 0s);
}

TEST(LockoutPolicy, MakesOneTimePasswordsWaitLongerAndLonger) {
    LockoutPolicy const policy;
    auto const totp = [&](FailureCount const& before, Instant now) {
        return policy.count_totp(before, now);
    };
    EXPECT_EQ(policy.lock_of_totp(attempts(4, 0s, totp), start).left, 0s);
    auto const fifth = attempts(5, 0s, totp);
    EXPECT_EQ(policy.lock_of_totp(fifth, start).left, 10s);
    EXPECT_TRUE(policy.lock_of_totp(fifth, start).is_firm);
    EXPECT_EQ(policy.lock_of_totp(fifth, start + 10s).left, 0s);
    EXPECT_EQ(policy.totp_pause_after(6), 20s);
    EXPECT_EQ(policy.totp_pause_after(13), 2560s);
    EXPECT_EQ(policy.totp_pause_after(14), 1h);
    EXPECT_EQ(policy.totp_pause_after(1'000), 1h);
    EXPECT_EQ(policy.count_totp(fifth, start + 24h - 1ms).count, 6);
    EXPECT_EQ(policy.count_totp(fifth, start + 24h).count, 1);
}

TEST(LockoutPolicy, LetsOneTimePasswordsBeGuessedSomeDozenTimesADay) {
    LockoutPolicy const policy;
    // Whoever tries again as soon as they may.
    FailureCount counted;
    std::vector<int> tries_of_day(3, 0);
    for (auto now = start; now < start + 72h;) {
        counted = policy.count_totp(counted, now);
        ++tries_of_day[static_cast<std::size_t>((now - start) / 24h)];
        now += policy.lock_of_totp(counted, now).left;
    }
    EXPECT_EQ(tries_of_day, (std::vector<int>{36, 24, 24}));
}

TEST(LockoutPolicy, CountsForNothingWhatAClockAheadHasLocked) {
    LockoutPolicy const policy;
    auto const longest = policy.lock_max + clock_difference_max;
    auto const left = [&](Duration ahead) {
        return policy.lock_of_pair({5, 0, start + ahead, start}, start).left;
    };
    EXPECT_EQ(left(1ms), 1ms);
    EXPECT_EQ(left(0ms), 0s);
    EXPECT_EQ(left(longest), policy.lock_max);
    EXPECT_EQ(left(longest + 1ms), 0s);
    EXPECT_EQ(left(100 * 24h), 0s);
    EXPECT_EQ(policy.lock_of_name({10, 0, start + 100 * 24h, start}, start).left, 0s);
    EXPECT_EQ(policy.lock_of_source({30, 0, start + 100 * 24h, start}, start).left, 0s);
}

TEST(LockoutPolicy, ForgetsWhatAClockAheadHasCounted) {
    LockoutPolicy const policy;
    auto const ahead = start + 100 * 24h;
    EXPECT_EQ(policy.count_pair({4, 0, {}, ahead}, start).count, 1);
    EXPECT_EQ(policy.count_name({9, 0, {}, ahead}, start).count, 1);
    auto const source = policy.count_source({29, 0, {}, ahead}, start);
    EXPECT_EQ(source.count, 1);
    EXPECT_EQ(source.counted_at, start);
}

TEST(LockoutPolicy, TakesNothingBackFromNothing) {
    EXPECT_EQ(take_back({}).count, 0);
    EXPECT_EQ(take_back({}).checking, 0);
    EXPECT_EQ(found_wrong({}).checking, 0);
    EXPECT_EQ(take_back({1, 0, start, start}).count, 0);
}

}  // namespace
}  // namespace roomkey
