#include "domain/retry_schedule.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace roomkey {
namespace {

using std::chrono::seconds;

constexpr std::uint32_t chance_least = 0;
constexpr std::uint32_t chance_middle = std::uint32_t{1} << 31U;
constexpr std::uint32_t chance_most = std::numeric_limits<std::uint32_t>::max();
constexpr Instant start = Instant{Duration{1'736'928'000'000}};

TEST(RetrySchedule, DoublesUntilTheLongestPause) {
    RetrySchedule const schedule;
    EXPECT_EQ(schedule.pause_after(1, chance_middle), seconds{10});
    EXPECT_EQ(schedule.pause_after(2, chance_middle), seconds{20});
    EXPECT_EQ(schedule.pause_after(3, chance_middle), seconds{40});
    EXPECT_EQ(schedule.pause_after(9, chance_middle), seconds{2560});
    EXPECT_EQ(schedule.pause_after(10, chance_middle), seconds{3600});
    EXPECT_EQ(schedule.pause_after(1'000'000, chance_middle), seconds{3600});
}

TEST(RetrySchedule, SpreadsEachPauseByAQuarter) {
    RetrySchedule const schedule;
    EXPECT_EQ(schedule.pause_after(1, chance_least), Duration{7'500});
    EXPECT_EQ(schedule.pause_after(1, chance_most), Duration{12'499});
    EXPECT_EQ(schedule.pause_after(50, chance_least), seconds{2700});
    EXPECT_EQ(schedule.pause_after(50, chance_most), Duration{4'499'999});
}

TEST(RetrySchedule, NeverWaitsLongerThanItsLimitEvenAtFirst) {
    RetrySchedule schedule;
    schedule.pause_max = seconds{4};
    EXPECT_EQ(schedule.pause_after(1, chance_middle), seconds{4});
}

TEST(RetrySchedule, TriesAgainWhileTheCodeLives) {
    RetrySchedule const schedule;
    auto const next = schedule.next_attempt(1, start, start + Duration{10'001}, chance_middle);
    EXPECT_EQ(next, start + seconds{10});
}

TEST(RetrySchedule, GivesUpWhenTheCodeLapsesBeforeTheNextAttempt) {
    RetrySchedule const schedule;
    EXPECT_FALSE(schedule.next_attempt(1, start, start + seconds{10}, chance_middle));
    EXPECT_FALSE(schedule.next_attempt(1, start, start - seconds{1}, chance_middle));
}

}  // namespace
}  // namespace roomkey
