#include "base/moment_text.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(MomentText, IsInUtcToTheMillisecond) {
    EXPECT_EQ(moment_text(from_unix_milliseconds(0)), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(moment_text(from_unix_milliseconds(1'736'928'000'007)), "2025-01-15T08:00:00.007Z");
    EXPECT_EQ(moment_text(from_unix_milliseconds(951'868'799'999)), "2000-02-29T23:59:59.999Z");
    EXPECT_EQ(moment_text(from_unix_milliseconds(-1)), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(moment_text(from_unix_milliseconds(253'402'300'799'999)), "9999-12-31T23:59:59.999Z");
}

TEST(DateTimeText, IsInUtcToTheSecond) {
    EXPECT_EQ(date_time_text(from_unix_milliseconds(951'868'799'999)), "2000-02-29 23:59:59");
    EXPECT_EQ(date_time_text(from_unix_milliseconds(-1)), "1969-12-31 23:59:59");
}

TEST(HeaderDate, WritesTheExampleOfTheStandard) {
    EXPECT_EQ(header_date(from_unix_milliseconds(784'111'777'999)), "Sun, 06 Nov 1994 08:49:37");
    EXPECT_EQ(header_date(from_unix_milliseconds(951'782'399'000)), "Mon, 28 Feb 2000 23:59:59");
    EXPECT_EQ(header_date(from_unix_milliseconds(951'782'400'000)), "Tue, 29 Feb 2000 00:00:00");
}

}  // namespace
}  // namespace roomkey
