#include "base/text_encoding.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(TextEncoding, IsKnownByAnyOfItsNames) {
    for (auto const* const name : {"gb18030", "GB18030", "gbk", "cp936", "windows-1252", "cp1252",
                                   "ISO-8859-1", "utf-8", "UTF-16"}) {
        EXPECT_TRUE(is_text_encoding(name)) << name;
    }
    for (auto const* const name : {"", "excel", "windows-9", "utf8;x"}) {
        EXPECT_FALSE(is_text_encoding(name)) << name;
        EXPECT_FALSE(decoded_text("a", name)) << name;
    }
}

TEST(TextEncoding, OfChineseAndGermanSpreadsheetsIsDecoded) {
    EXPECT_EQ(decoded_text("\xD5\xCA\xBA\xC5,\xC3\xFB\xB3\xC6\r\n", "gbk"), "帐号,名称\r\n");
    // Four bytes, which GBK does not have: U+3400.
    EXPECT_EQ(decoded_text("\x81\x39\xEE\x39", "gb18030"), "㐀");
    EXPECT_EQ(decoded_text("B\xFCro;\x80 5\r\n", "windows-1252"), "Büro;€ 5\r\n");
    EXPECT_EQ(decoded_text("", "gb18030"), "");
    EXPECT_EQ(decoded_text(std::string_view("a\0b", 3), "windows-1252"), std::string("a\0b", 3));
}

TEST(TextEncoding, ThatTheBytesAreNotOfIsRefused) {
    EXPECT_FALSE(decoded_text("\xFF\xFF", "gb18030"));
    EXPECT_FALSE(decoded_text("B\xFCro", "utf-8"));
    // A character that is cut off.
    EXPECT_FALSE(decoded_text("\xD5", "gbk"));
}

}  // namespace
}  // namespace roomkey
