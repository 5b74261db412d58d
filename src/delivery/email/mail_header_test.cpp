#include "delivery/email/mail_header.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <sstream>
#include <utility>

#include "base/bytes.hpp"

namespace roomkey {
namespace {

/// The inverse, by RFC 2047.
std::string decoded(std::string const& header) {
    std::string text;
    std::istringstream lines(header);
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.starts_with(' ')) line.erase(0, 1);
        EXPECT_LE(line.size(), 75U);
        EXPECT_TRUE(line.starts_with("=?UTF-8?B?") && line.ends_with("?=")) << line;
        text += from_base64(line.substr(10, line.size() - 12)).value_or("(malformed)");
    }
    return text;
}

TEST(MailHeader, LeavesPlainTextAlone) {
    EXPECT_EQ(header_text(""), "");
    EXPECT_EQ(header_text("Code of \"Room 1\""), "Code of \"Room 1\"");
}

TEST(MailHeader, EncodesEverythingElse) {
    for (std::string const text :
         {"会议室", "caf\xC3\xA9", "=?UTF-8?B?eA==?=", "a\tb", "😀 and more"}) {
        EXPECT_EQ(decoded(header_text(text)), text);
    }
}

TEST(MailHeader, FoldsBetweenCharacters) {
    std::string text = "x";
    for (int i = 0; i < 100; ++i) text += "终";
    auto const header = header_text(text);
    EXPECT_EQ(decoded(header), text);
    EXPECT_NE(header.find("\r\n "), std::string::npos);
    // Each word stands for whole characters (RFC 2047 section 5).
    EXPECT_EQ(from_base64(header.substr(10, header.find("?=", 10) - 10))->size() % 3, 1U);
}

TEST(MailHeader, EncodesAsciiThatIsTooLongForALine) {
    EXPECT_EQ(header_text(std::string(60, 'x')), std::string(60, 'x'));
    EXPECT_EQ(decoded(header_text(std::string(61, 'x'))), std::string(61, 'x'));
}

TEST(MailHeader, MakesOneNameOfEveryText) {
    for (auto const& [name, header] : std::initializer_list<std::pair<char const*, char const*>>{
             {"Meeting rooms", "Meeting rooms"},
             {"R&D", "R&D"},
             {"Acme, Inc.", "\"Acme, Inc.\""},
             {"Acme <x@y.example>", "\"Acme <x@y.example>\""},
             {"A \"B\" \\ C", "\"A \\\"B\\\" \\\\ C\""},
             {"rooms@acme: desk; 2", "\"rooms@acme: desk; 2\""},
             {"(comment)", "\"(comment)\""},
             {"two  blanks", "\"two  blanks\""},
             {" padded ", "\" padded \""},
         }) {
        EXPECT_EQ(header_name(name), header);
    }
    for (std::string const name : {"会议室, Inc.", "=?UTF-8?B?eA==?=, b", "café <x@y>"}) {
        EXPECT_EQ(decoded(header_name(name)), name);
    }
}

}  // namespace
}  // namespace roomkey
