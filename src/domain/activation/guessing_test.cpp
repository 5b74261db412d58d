#include "domain/activation/guessing.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Instant const start{minutes{1'000'000}};

GuessWindow after(int codes, GuessTier const& tier) {
    GuessWindow window;
    for (int i = 0; i < codes; ++i) window = after_wrong_code(window, tier, minutes{5}, start);
    return window;
}

GuessCount sum(std::vector<GuessWindow> const& windows, Instant now) {
    GuessCount count;
    for (std::size_t i = 0; i < windows.size(); ++i) count.add(windows[i], i == 0, now);
    return count;
}

TEST(Guessing, BoundsEachNetworkOfASource) {
    GuessLimits const limits;
    auto const tiers = guess_tiers({"2001:db8::/64", "2001:db8::/56", "2001:db8::/48"}, limits);
    ASSERT_EQ(tiers.size(), 3U);
    EXPECT_EQ(tiers[0].max, 10);
    EXPECT_EQ(tiers[0].lock, minutes{10});
    EXPECT_EQ(tiers[1].max, 30);
    EXPECT_EQ(tiers[2].max, 60);
    EXPECT_EQ(tiers[2].lock, Duration{0});
    auto const two = guess_tiers({"192.0.2.1", "192.0.2.0/24"}, limits);
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[1].max, 60);
    EXPECT_EQ(guess_tiers({"cli"}, limits).front().max, 10);
}

TEST(Guessing, LocksASourceWithItsLastWrongCode) {
    GuessTier const source{"192.0.2.1", 10, minutes{10}};
    EXPECT_EQ(after(9, source).locked_until, Instant{});
    EXPECT_EQ(after(10, source).locked_until, start + minutes{10});
    EXPECT_EQ(after(10, source).window_until, start + minutes{10});
}

TEST(Guessing, RefusesALargerNetworkUntilItsWindowIsOver) {
    GuessTier const network{"192.0.2.0/24", 60, {}};
    auto window = after(59, network);
    EXPECT_EQ(window.locked_until, Instant{});
    window = after_wrong_code(window, network, minutes{5}, start + minutes{4});
    EXPECT_EQ(window.locked_until, start + minutes{5});
    EXPECT_FALSE(window.is_over(start + minutes{5} - Duration{1}));
    EXPECT_TRUE(window.is_over(start + minutes{5}));
}

TEST(Guessing, StartsAfreshWhenWindowOrLockIsOver) {
    GuessTier const source{"192.0.2.1", 10, seconds{1}};
    auto const next = after_wrong_code(after(9, source), source, minutes{5}, start + minutes{5});
    EXPECT_EQ(next.count, 1);
    EXPECT_EQ(next.window_until, start + minutes{10});
    auto const unlocked =
        after_wrong_code(after(10, source), source, minutes{5}, start + seconds{1});
    EXPECT_EQ(unlocked.count, 1);
    EXPECT_EQ(unlocked.locked_until, Instant{});
}

TEST(Guessing, IsRefusedByTheLongestLock) {
    GuessWindow const source{10, start + minutes{10}, start + minutes{10}};
    GuessWindow const network{60, start + minutes{12}, start + minutes{12}};
    EXPECT_EQ(sum({source, network}, start).locked_until, start + minutes{12});
    EXPECT_EQ(refused_until(sum({source, network}, start), {}, start), start + minutes{12});
    EXPECT_EQ(sum({source, network}, start).source_count, 10);
    auto const later = sum({source, network}, start + minutes{11});
    EXPECT_EQ(later.source_count, 0);
    EXPECT_FALSE(later.is_clean);
    EXPECT_TRUE(sum({source, network}, start + minutes{12}).is_clean);
}

TEST(Guessing, KeepsAShareOfTheMinuteForNetworksWithoutAWrongCode) {
    GuessLimits limits;
    EXPECT_EQ(limits.open_per_minute(), 450);
    auto const end_of_minute = start + minutes{1};
    auto const allows = [&](int minute_count, bool is_clean) {
        GuessCount count;
        count.minute_count = minute_count;
        count.is_clean = is_clean;
        auto const until = refused_until(count, limits, start + seconds{59});
        EXPECT_EQ(until.value_or(end_of_minute), end_of_minute);
        return !until;
    };
    EXPECT_TRUE(allows(449, false));
    EXPECT_FALSE(allows(450, false));
    EXPECT_TRUE(allows(599, true));
    EXPECT_FALSE(allows(600, true));
}

TEST(Guessing, LeavesSomethingOpenWhateverTheReserve) {
    for (int const per_minute : {1, 2, 9, 10, 11, 1'000'000}) {
        GuessLimits limits;
        limits.per_minute = per_minute;
        limits.reserve_percent = 90;
        EXPECT_GE(limits.open_per_minute(), 1) << per_minute;
        limits.reserve_percent = 0;
        EXPECT_EQ(limits.open_per_minute(), per_minute);
    }
}

}  // namespace
}  // namespace roomkey
