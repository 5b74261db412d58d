#include "base/time_left.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using namespace std::chrono_literals;

constexpr Instant now{1'800'000'000s};

TEST(TimeLeft, IsNeverMoreThanThePeriodIsLong) {
    EXPECT_EQ(time_left(now, now, 5min), 0s);
    EXPECT_EQ(time_left(now - 1ms, now, 5min), 0s);
    EXPECT_EQ(time_left(now + 1ms, now, 5min), 1ms);
    EXPECT_EQ(time_left(now + 5min, now, 5min), 5min);
    EXPECT_EQ(time_left(now + 5min + 1ms, now, 5min), 5min);
}

TEST(TimeLeft, IsNothingOfWhatAClockAheadHasBegun) {
    EXPECT_EQ(time_left(now + 5min + clock_difference_max, now, 5min), 5min);
    EXPECT_EQ(time_left(now + 5min + clock_difference_max + 1ms, now, 5min), 0s);
    EXPECT_EQ(time_left(now + std::chrono::days{100}, now, std::chrono::days{1}), 0s);
}

}  // namespace
}  // namespace roomkey
