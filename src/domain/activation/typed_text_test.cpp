#include "domain/activation/typed_text.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/expect_texts.hpp"

namespace roomkey {
namespace {

TEST(TypedText, ReadsDecimalDigitsOfAnyScript) {
    EXPECT_EQ(plain_code("０１２３４５６７８９"), "0123456789");  // full-width
    EXPECT_EQ(plain_code("٠١٢٣٤٥٦٧٨٩"), "0123456789");            // Arabic
    EXPECT_EQ(plain_code("۰۱۲۳۴۵۶۷۸۹"), "0123456789");            // Persian
    EXPECT_EQ(plain_code("०१२३४५६७८९"), "0123456789");            // Devanagari
    EXPECT_EQ(plain_code("๐๑๒๓๔๕๖๗๘๙"), "0123456789");            // Thai
    EXPECT_EQ(plain_code("\U0001D7D8\U0001D7FF"), "09");          // mathematical
}

TEST(TypedText, ReadsFullWidthLetters) {
    EXPECT_EQ(plain_code("ＡＺａｚ"), "AZaz");
    EXPECT_EQ(plain_code("ＡＢ９－Ｃ"), "AB9C");
}

TEST(TypedText, DropsBlanksDashesAndWhatCannotBeSeen) {
    for (char const* const nothing :
         {" ",      "\t",     "\n",     "\r\n",   "\v",     "\u0085", "\u00A0", "\u1680",
          "\u2003", "\u2009", "\u202F", "\u2028", "\u3000", "\u2800", "\u3164", "-",
          "\u00AD", "\u058A", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015",
          "\u2212", "\u30FC", "\uFF0D", "\uFE58", "\uFE63", "\uFF70", "\u2043", "\u200B",
          "\u200C", "\u200D", "\u200E", "\u202A", "\u2060", "\u2066", "\uFE0F", "\uFEFF"}) {
        EXPECT_EQ(plain_code(nothing), "") << nothing;
        EXPECT_EQ(plain_code(std::string("12") + nothing + "34"), "1234") << nothing;
    }
}

TEST(TypedText, MakesNothingElseOfWhatIsNotAPartOfACode) {
    // Superscripts, circled digits and Chinese numerals are not decimal digits.
    EXPECT_EQ(plain_code("1²3"), "1?3");
    EXPECT_EQ(plain_code("①一é"), "???");
    EXPECT_EQ(plain_code("12.34"), "12.34");
    EXPECT_EQ(plain_code(std::string_view("1\0002", 3)), std::string_view("1\0002", 3));
    EXPECT_EQ(plain_code("12\xFF"), "");
    EXPECT_EQ(plain_code(""), "");
}

TEST(TypedText, CutsBlanksOffTheEndsOnly) {
    expect_texts(without_outer_blanks, {{" \u3000VMware-56 4d 8f\r\n", "VMware-56 4d 8f"},
                                        {"\uFEFF5CG/1234\u200B", "5CG/1234"},
                                        {"a", "a"},
                                        {"会议室 \u00A0", "会议室"},
                                        {" \t\u2003", ""},
                                        {"", ""},
                                        {" \xFF ", " \xFF "}});
}

TEST(TypedText, KnowsWhatPrintsOnOneLine) {
    for (char const* const good :
         {"5CG/1234", "00:1A:2B:3C:4D:5E", "VMware-56 4d 8f", "编号 7", ""}) {
        EXPECT_TRUE(is_printable(good)) << good;
    }
    for (char const* const bad :
         {"a\nb", "a\x7F", "a\u0085", "a\u202E", "a\u2028", "a\uE000", "\xFF"}) {
        EXPECT_FALSE(is_printable(bad)) << bad;
    }
}

}  // namespace
}  // namespace roomkey
