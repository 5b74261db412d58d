#include "domain/job/csv_table.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using namespace std::string_literals;
using Cells = std::vector<std::string>;

CsvTable table_of(std::string const& bytes) {
    auto table = read_csv(bytes, "csv");
    EXPECT_TRUE(table.ok()) << bytes;
    return table.ok() ? *std::move(table) : CsvTable{};
}

/// What the refusal names and expects.
std::string refused(std::string const& bytes) {
    auto const table = read_csv(bytes, "csv");
    return table.ok() ? "taken" : table.error().field + ": " + table.error().expected;
}

std::string utf16(std::u16string const& text, bool is_big_endian) {
    std::string bytes = is_big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (char16_t const unit : text) {
        auto const high = static_cast<char>(unit >> 8);
        auto const low = static_cast<char>(unit & 0xFF);
        bytes += is_big_endian ? high : low;
        bytes += is_big_endian ? low : high;
    }
    return bytes;
}

TEST(CsvTable, IsSeparatedByCommasSemicolonsOrTabs) {
    for (std::string const separator : {",", ";", "\t"}) {
        auto const table = table_of("a" + separator + "b\r\n1" + separator + "2\r\n");
        EXPECT_EQ(table.columns, (Cells{"a", "b"}));
        ASSERT_EQ(table.rows.size(), 1U);
        EXPECT_EQ(table.rows[0], (Cells{"1", "2"}));
    }
    // The decimal comma of a German spreadsheet separates nothing.
    EXPECT_EQ(table_of("a;b\n1,5;2\n").rows[0], (Cells{"1,5", "2"}));
    EXPECT_EQ(table_of("sep=;\r\na,b;c\r\n1,2;3\r\n").columns, (Cells{"a,b", "c"}));
}

TEST(CsvTable, HasQuotedCells) {
    auto const table = table_of("a,b\n\"x, \"\"y\"\"\nz\",\" 2 \"\n");
    EXPECT_EQ(table.rows[0], (Cells{"x, \"y\"\nz", "2"}));
    EXPECT_EQ(table_of("\"a;b\",c\n1,2\n").columns, (Cells{"a;b", "c"}));
    EXPECT_EQ(refused("a\n1\n\"open\n"), "csv, row 2: a closing quotation mark");
}

TEST(CsvTable, EndsItsLinesInAnyWay) {
    for (std::string const end : {"\n", "\r\n", "\r"}) {
        auto const table = table_of("a,b" + end + "1,2" + end + end + " , " + end + "3");
        ASSERT_EQ(table.rows.size(), 2U);
        EXPECT_EQ(table.rows[1], (Cells{"3", ""}));
    }
}

TEST(CsvTable, IsInUtf8OrUtf16) {
    EXPECT_EQ(table_of("\xEF\xBB\xBF"
                       "帐号\n室\n")
                  .columns,
              Cells{"帐号"});
    for (bool const is_big_endian : {true, false}) {
        auto const table = table_of(utf16(u"帐号\tb\r\n室\U0001F511\t2\r\n", is_big_endian));
        EXPECT_EQ(table.columns, (Cells{"帐号", "b"}));
        EXPECT_EQ(table.rows[0], (Cells{"室\U0001F511", "2"}));
    }
}

TEST(CsvTable, RefusesOtherEncodingsAndNamesTheCure) {
    auto const cure = "csv: UTF-8: save it as \"CSV UTF-8 (comma delimited)\" in the spreadsheet"s;
    EXPECT_EQ(refused("\xD5\xCA\xBA\xC5\n1\n"), cure);  // GBK
    EXPECT_EQ(refused("R\xE4ume\n1\n"), cure);          // Windows-1252
    EXPECT_EQ(refused("\xFF\xFE\x61"), cure);           // half a unit
    EXPECT_EQ(refused("\xFF\xFE\x00\xD8"s), cure);      // half a pair
    EXPECT_EQ(refused("\xFF\xFE\x00\xDC\x61\x00"s), cure);
}

TEST(CsvTable, RefusesWhatHasNoColumns) {
    auto const expected = "csv: a first line that names the columns";
    for (auto const* const text : {"", "\n\n", "a,,b\n1,2,3\n", ",a\n"}) {
        EXPECT_EQ(refused(text), expected) << text;
    }
    // A spreadsheet leaves empty columns at the right.
    EXPECT_EQ(table_of("a,b,,\n1,2,,\n").columns, (Cells{"a", "b"}));
    EXPECT_EQ(refused("a,b\n1,2\n1,2,3\n"), "csv, row 2: 1..2");
}

TEST(CsvTable, UndoesWhatKeepsTextsFromBeingFormulas) {
    EXPECT_EQ(table_of("a,b\n'+86138,=\"0123\"\n").rows[0], (Cells{"+86138", "0123"}));
    EXPECT_EQ(table_of("a\n'quoted\n").rows[0], Cells{"'quoted"});
}

TEST(CsvLine, IsReadAgainAsItWas) {
    Cells const cells{"",        "plain", "=1+1", "+86138",    "-2",         "@x", "'=1",
                      "'quoted", "a,b",   "a;b",  "say \"x\"", "two\nlines", "室"};
    auto const line = csv_line(cells);
    EXPECT_NE(line.find(",'=1+1,'+86138,'-2,'@x,''=1,'quoted,"), std::string::npos) << line;
    auto const table = table_of("a,b,c,d,e,f,g,h,i,j,k,l,m\r\n" + line);
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0], cells);
}

TEST(CsvLine, KeepsFormulasOfFullWidthFromBeingOnes) {
    Cells const cells{"＝1+1", "＋86138", "－2", "＠x", "'＝1", "（甲）"};
    auto const line = csv_line(cells);
    EXPECT_EQ(line, "'＝1+1,'＋86138,'－2,'＠x,''＝1,（甲）\r\n");
    EXPECT_EQ(table_of("a,b,c,d,e,f\r\n" + line).rows[0], cells);
}

TEST(CsvLine, KeepsWhatASpreadsheetWouldWriteInAnotherWay) {
    Cells const kept{"0042", "123456789012", "3-4", "1/2", "1E5", "1.50", "10:30", "2026-01-02"};
    auto const line = csv_line(kept);
    EXPECT_EQ(line, "'0042,'123456789012,'3-4,'1/2,'1E5,'1.50,'10:30,'2026-01-02\r\n");
    EXPECT_EQ(table_of("a,b,c,d,e,f,g,h\r\n" + line).rows[0], kept);
    // Eleven digits are shown as they are.
    EXPECT_EQ(csv_line({"0", "42", "12345678901", "3F", "SN-01", "a1"}),
              "0,42,12345678901,3F,SN-01,a1\r\n");
    // An apostrophe of the text itself comes back, too.
    EXPECT_EQ(csv_line({"'0042", "'90s"}), "''0042,'90s\r\n");
    EXPECT_EQ(table_of("a,b\r\n''0042,'90s\r\n").rows[0], (Cells{"'0042", "'90s"}));
}

TEST(LostZeros, AreThoseInFrontOfDigitsThatAreTheSame) {
    EXPECT_TRUE(has_lost_zeros("0042", "42"));
    EXPECT_TRUE(has_lost_zeros("01", "1"));
    EXPECT_TRUE(has_lost_zeros("00", "0"));
    for (auto const& [before, after] : {std::pair{"42", "42"},
                                        {"142", "42"},
                                        {"42", "0042"},
                                        {"0042", ""},
                                        {"00A", "A"},
                                        {"0042", "43"},
                                        {"", ""}}) {
        EXPECT_FALSE(has_lost_zeros(before, after)) << before << ' ' << after;
    }
}

TEST(LostZeros, MayHaveBeenInFrontOfDigitsThatBeginWithNone) {
    for (auto const* const cell : {"0", "1", "42", "10", "2102310"}) {
        EXPECT_TRUE(may_lack_zeros(cell)) << cell;
    }
    for (auto const* const cell : {"", "00", "042", "SN42", "4 2", "+42", "4.2"}) {
        EXPECT_FALSE(may_lack_zeros(cell)) << cell;
    }
}

TEST(ShortenedNumber, IsOneThatASpreadsheetMade) {
    for (auto const* const cell : {"1.38E+10", "1,38E+10", "8.6138E+12", "5E+09", "1e+15"}) {
        EXPECT_TRUE(is_shortened_number(cell)) << cell;
    }
    for (auto const* const cell : {"", "13800138000", "+8613800138000", "E+10", "1E10", "1E+",
                                   "SN1E+10", "1.38E+10x", "a@b"}) {
        EXPECT_FALSE(is_shortened_number(cell)) << cell;
    }
}

}  // namespace
}  // namespace roomkey
