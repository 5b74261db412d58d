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

TEST(Utf8, ShortensWhatIsTooLong) {
    EXPECT_EQ(shortened("", 3), "");
    EXPECT_EQ(shortened("会议室", 3), "会议室");
    EXPECT_EQ(shortened("会议室1", 3), "会议…");
    EXPECT_EQ(shortened("ab", 1), "…");
}

TEST(Utf8, ShowsWhatIsMalformedAsOneSignForEachPiece) {
    EXPECT_EQ(one_line("a\xFF\xFEz", '?'), "a\uFFFD\uFFFDz");
    EXPECT_EQ(one_line("é\xE4\xBC", '?'), "é\uFFFD");
    EXPECT_EQ(one_line("会\xED\xA0\x80", '?'), "会\uFFFD\uFFFD\uFFFD");
}

TEST(Utf8, BeginsBetweenTwoCharacters) {
    EXPECT_EQ(utf8_start("a会😀b", 0), "");
    EXPECT_EQ(utf8_start("a会😀b", 2), "a会");
    EXPECT_EQ(utf8_start("a会😀b", 3), "a会😀");
    EXPECT_EQ(utf8_start("a会😀b", 5), "a会😀b");
}

TEST(Utf8, WritesTheFirstAndTheLastOfEachLength) {
    std::string text;
    for (char32_t const point : {0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF}) {
        append_utf8(text, point);
    }
    EXPECT_EQ(text, "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

TEST(Utf8, KnowsWhatDisturbsALine) {
    for (char32_t const point : {0x00, 0x09, 0x0A, 0x1B, 0x1F, 0x7F, 0x80, 0x9F, 0x061C, 0x200E,
                                 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF}) {
        EXPECT_TRUE(disturbs_line(point)) << std::hex << static_cast<unsigned>(point);
    }
    // Among others what joins the letters of a Persian name or the parts of a picture.
    for (char32_t const point : {0x20, 0x7E, 0xA0, 0xAD, 0x0301, 0x200C, 0x200D, 0x2027, 0x202F,
                                 0x2065, 0x206A, 0x4F1A, 0xFE0F, 0xFFFD, 0x1F600}) {
        EXPECT_FALSE(disturbs_line(point)) << std::hex << static_cast<unsigned>(point);
    }
}

TEST(Utf8, FindsWhatNobodySees) {
    for (auto const* const text :
         {"a\u200Bb", "a\u2060b", "a\u00ADb", "a\uFEFFb", "\u200Eab", "ab\u200F", "a\u202Eb",
          "a\u2066b\u2069", "a\u3164b", "\u115Fa", "\uFFA0", "a\u034Fb", "a\u180Eb", "a\u2028b",
          "a\nb", "a\x7F", "a\xFF",
          // Joiners, selectors and tags where there is nothing that they change.
          "a\u200Db", "a\u200Cb", "\u200D会", "会\u200D", "会\u200D议", "\uFE0Fa", "a \uFE0F",
          "a\uFE0F\uFE0F", "a\U000E0067", "😀\u200Da", "a\u200D😀", "👩\u200D\u200D💻",
          // Marks with nothing to stand on.
          "\u0301a", "\u3099"}) {
        EXPECT_TRUE(has_hidden_character(text)) << text;
    }
}

TEST(Utf8, LeavesHonestNamesAlone) {
    for (auto const* const text :
         {"", "Room 101", "海淀 会议室（三）", "Ärztezimmer", "A\u0308rztezimmer",
          "Zoë Müller-Lüdenscheidt", "Nguyễn Thị Ánh", "Łukasz", "José\u00A0María", "Иванов",
          "Αθήνα", "ירושלים", "القاهرة",
          // A joiner that keeps letters of one word apart, in Persian.
          "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
          // Joiners after a virama: Hindi, Sinhala.
          "\u0915\u094D\u200D\u0937", "\u0DC1\u0DCA\u200D\u0DBB\u0DD3",
          // A variant of an ideograph, and of a sign.
          "葛\U000E0100城", "☎\uFE0F", "1\uFE0F\u20E3",
          // A family, a woman at a computer with a tone of skin, the flag of Scotland.
          "👨\u200D👩\u200D👧", "👩🏽\u200D💻", "🏳\uFE0F\u200D🌈",
          "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", "🇨🇳", "①"}) {
        EXPECT_FALSE(has_hidden_character(text)) << text;
    }
}

TEST(Utf8, KnowsWhatLeavesAMark) {
    for (auto const* const text : {"", " ", "\t", "\u00A0", "\u3000", "\u200B", " \u2003\u202F ",
                                   "\u2800", "\u3164", "\u200D", "\uFEFF", "\xFF"}) {
        EXPECT_FALSE(has_visible_character(text)) << text;
    }
    for (auto const* const text :
         {"a", "\u00A0a", "\u3000会", ".", "👩\u200D💻", "\uE000", "\u0378"}) {
        EXPECT_TRUE(has_visible_character(text)) << text;
    }
}

TEST(Utf8, KeepsTextOnItsLine) {
    EXPECT_EQ(one_line("a\x1b[31mb\r\nc\x7f", '?'), "a?[31mb??c?");
    EXPECT_EQ(one_line("a\u2028b\u202Ec\u2066d\uFEFFe\u0085f", ' '), "a b c d e f");
    EXPECT_EQ(one_line("é会😀", '?'), "é会😀");
    for (auto const* spoiled : {"a\nb", "a\u202E", "\u2066a", "a\u2028", "\uFEFF", "a\xFF"}) {
        EXPECT_FALSE(is_one_line(spoiled)) << spoiled;
    }
    EXPECT_TRUE(is_one_line("é会😀 x"));
    EXPECT_TRUE(is_one_line(""));
}

}  // namespace
}  // namespace roomkey
