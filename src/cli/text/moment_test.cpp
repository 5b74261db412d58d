#include "cli/text/moment.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using namespace std::chrono_literals;
using std::chrono::hours;
using std::chrono::March;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

Instant const morning = Instant{sys_days{2026y / March / 1}} + hours{9} + minutes{30};

TEST(Moment, IsReadAsDayMinuteSecondOrFraction) {
    EXPECT_EQ(parse_moment("2026-03-01"), Instant{sys_days{2026y / March / 1}});
    EXPECT_EQ(parse_moment("2026-03-01T09:30Z"), morning);
    EXPECT_EQ(parse_moment("2026-03-01T09:30:05Z"), morning + seconds{5});
    EXPECT_EQ(parse_moment("2026-03-01T09:30:05.5Z"), morning + milliseconds{5500});
    EXPECT_EQ(parse_moment(moment_text(morning + milliseconds{123})), morning + milliseconds{123});
}

TEST(Moment, RefusesWhatIsNotInTheCalendarOrNotUtc) {
    for (auto const* text :
         {"", "2026", "2026-02-30", "2026-13-01", "2026-03-01T", "2026-03-01T09:30",
          "2026-03-01T24:00Z", "2026-03-01T09:60Z", "2026-03-01T09:30:60Z", "2026-03-01T09:30:05.Z",
          "2026-03-01T09:30:05.1234Z", "2026-03-01T09:30Z ", "2026-03-01 09:30Z",
          "2026-03-01T09:30+08:00", "26-03-01"}) {
        EXPECT_FALSE(parse_moment(text)) << text;
    }
}

}  // namespace
}  // namespace roomkey
