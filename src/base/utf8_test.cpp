#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

TEST(Utf8, CountsCodePointsNotBytes) {
    EXPECT_EQ(utf8_length(""), 0U);
    EXPECT_EQ(utf8_length("room"), 4U);
    EXPECT_EQ(utf8_length("会议室"), 3U);
    EXPECT_EQ(utf8_length("\xF0\x9F\x98\x80"), 1U);
}

TEST(Utf8, RefusesMalformedBytes) {
    for (std::string const text :
         {"\x80", "\xC0\xAF", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF5\x80\x80\x80",
          "\xF0\x80\x80\x80", "\xE0\x80\x80", "a\xFF"}) {
        EXPECT_FALSE(utf8_length(text)) << text.size();
        EXPECT_FALSE(utf8_code_points(text));
    }
}

TEST(Utf8, FindsControlCharacters) {
    EXPECT_FALSE(has_control_character("Room 1 会议室"));
    EXPECT_TRUE(has_control_character(std::string_view("a\0b", 3)));
    EXPECT_TRUE(has_control_character("line\nbreak"));
    EXPECT_TRUE(has_control_character("\xC2\x85"));
    EXPECT_FALSE(has_control_character("\xC2\xA0"));
}

}  // namespace
}  // namespace roomkey
