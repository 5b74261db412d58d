#include "base/duration_text.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using namespace std::chrono_literals;

TEST(DurationText, ReadsWhatItWrites) {
    for (auto const* text : {"0s", "1ms", "500ms", "45s", "61s", "90m", "36h", "10d", "3650d"}) {
        auto const duration = parse_duration(text);
        ASSERT_TRUE(duration) << text;
        EXPECT_EQ(duration_text(*duration), text);
    }
    EXPECT_EQ(parse_duration("60s"), 1min);
    EXPECT_EQ(duration_text(24h), "1d");
}

TEST(DurationText, RefusesWhatIsNotADuration) {
    for (auto const* text : {"", "s", "10", "10x", "-1s", "+1s", " 1s", "1 s", "1.5h", "1s ", "10D",
                             "9223372036854775808ms", "106751991168d"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
    EXPECT_EQ(parse_duration("9223372036854775807ms"), Duration{9223372036854775807});
}

}  // namespace
}  // namespace roomkey
