#include "domain/time_zone.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using std::chrono::minutes;

// 2025-03-30 01:00 UTC: clocks in the European Union go from 02:00 to 03:00.
Instant const change = from_unix_milliseconds(1'743'296'400'000);

TEST(TimeZone, IsTheUsualOneOfTheLanguageWhereNoneIsSet) {
    EXPECT_EQ(zone_in_effect("", Language::zh_cn), "Asia/Shanghai");
    EXPECT_EQ(zone_in_effect("", Language::en_us), "UTC");
    EXPECT_EQ(zone_in_effect("Europe/Berlin", Language::zh_cn), "Europe/Berlin");
}

TEST(TimeZone, IsANameOfTheDatabase) {
    for (auto const* zone : {"Europe/Berlin", "Asia/Shanghai", "America/Argentina/Buenos_Aires",
                             "Asia/Kolkata", "UTC", "Etc/GMT+5", "Asia/Calcutta"}) {
        EXPECT_TRUE(is_time_zone(zone)) << zone;
    }
    for (std::string const zone : {"", "Berlin", "Europe/berlin2", "GMT+3", "+01:00", "Etc/Unknown",
                                   "Europe/Berlin ", "../etc/passwd", "\u00FC"}) {
        EXPECT_FALSE(is_time_zone(zone)) << zone;
    }
    EXPECT_FALSE(is_time_zone(std::string(65, 'a')));
}

TEST(TimeZone, KnowsDaylightSavingTime) {
    EXPECT_EQ(utc_offset("Europe/Berlin", change - Duration{1}), minutes{60});
    EXPECT_EQ(utc_offset("Europe/Berlin", change), minutes{120});
    EXPECT_EQ(utc_offset("America/New_York", change), minutes{-240});
    EXPECT_EQ(utc_offset("Asia/Shanghai", change), minutes{480});
    EXPECT_EQ(utc_offset("Asia/Kathmandu", change), minutes{345});
    EXPECT_EQ(utc_offset("Nowhere/Land", change), minutes{0});
}

TEST(TimeZone, WritesOffsets) {
    EXPECT_EQ(offset_text(minutes{0}), "UTC");
    EXPECT_EQ(offset_text(minutes{60}), "UTC+1");
    EXPECT_EQ(offset_text(minutes{330}), "UTC+5:30");
    EXPECT_EQ(offset_text(minutes{-570}), "UTC-9:30");
    EXPECT_EQ(offset_text(minutes{125}), "UTC+2:05");
}

}  // namespace
}  // namespace roomkey
