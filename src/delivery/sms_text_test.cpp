#include "delivery/sms_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "delivery/message_text.hpp"
#include "delivery/sms_alphabet.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

SmsParts sample() {
    // 2025-12-26 23:59:59.999 UTC, which is the next day in Beijing.
    return {"Example", "Room 101", "123 4567 8901", from_unix_milliseconds(1'766'793'599'999),
            from_unix_milliseconds(1'765'929'600'000)};
}

std::string text_of(SmsParts const& parts, Language language) {
    return sms_text(parts, language).reveal();
}

SmsSize size_of(std::string_view text) { return sms_size(text).value(); }

TEST(SmsText, TellsAllThatCountsInEnglish) {
    EXPECT_EQ(text_of(sample(), Language::en_us),
              "Example: activation code 123 4567 8901 for room terminal \"Room 101\", valid until "
              "26 Dec 2025 23:59 UTC. Do not share it.");
}

TEST(SmsText, TellsAllThatCountsInChinese) {
    auto parts = sample();
    parts.corp = "示例公司";
    parts.terminal = "101会议室";

    EXPECT_EQ(text_of(parts, Language::zh_cn),
              "【示例公司】会议室终端“101会议室”激活码 123 4567 8901，北京时间12月27日07:59前有效，"
              "请勿转发。");
}

TEST(SmsText, WritesNamesOfOtherScriptsInEnglishToo) {
    auto parts = sample();
    parts.corp = "示例公司";

    EXPECT_EQ(text_of(parts, Language::en_us),
              "示例公司: code 123 4567 8901 for \"Room 101\" until 26 Dec 23:59 UTC");
}

TEST(SmsText, WritesAccentsPlainlyInEnglish) {
    auto parts = sample();
    parts.corp = "Société Générale 🚀";
    parts.terminal = "São Paulo";
    auto const text = text_of(parts, Language::en_us);

    EXPECT_THAT(text, HasSubstr("Société Générale : activation"));
    EXPECT_THAT(text, HasSubstr("\"Sao Paulo\""));
    EXPECT_EQ(size_of(text).encoding, SmsEncoding::gsm7);
}

TEST(SmsText, TellsTheYearOfACodeThatLivesLong) {
    auto parts = sample();
    parts.corp = "示例公司";
    parts.valid_until = parts.written_at + std::chrono::days{365};

    EXPECT_THAT(text_of(parts, Language::zh_cn), HasSubstr("北京时间2026年12月17日08:00前有效"));
    EXPECT_THAT(text_of(parts, Language::en_us), HasSubstr("17 Dec 2026 00:00 UTC"));
}

TEST(SmsText, GivesAShortNamesRoomToTheLongOne) {
    auto parts = sample();
    std::string const name(49, 'n');
    parts.terminal = name;
    parts.corp = "AB";
    auto const text = text_of(parts, Language::en_us);

    EXPECT_THAT(text, HasSubstr('"' + name + '"'));
    std::swap(parts.corp, parts.terminal);
    EXPECT_THAT(text_of(parts, Language::en_us), HasSubstr(name + ": "));
}

/// What the contract allows as names, and more.
std::vector<std::string> awkward_names() {
    std::vector<std::string> names{"", "A", "示"};
    for (auto const* piece : {"W", "[", "€", "会", "😀", "Ж", "é", "ş", "a😀", "A会",
                              "👨‍👩‍👧", "™", "a b ", "\"", "】", "ẞ"}) {
        for (int const count : {3, 12, 255}) {
            std::string name;
            for (int i = 0; i < count; ++i) name += piece;
            names.push_back(printable_line(name, 64));
        }
    }
    return names;
}

std::size_t first_character_bytes(std::string_view text) {
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
        ++bytes;
    }
    return bytes;
}

void expect_one_message(SmsParts const& parts, Language language) {
    auto const text = text_of(parts, language);
    auto const size = size_of(text);
    ASSERT_LE(size.length, sms_length_max(size.encoding)) << text;
    ASSERT_THAT(text, HasSubstr(std::string(parts.code)));
    ASSERT_THAT(text, HasSubstr(language == Language::zh_cn ? "07:59" : "23:59 UTC")) << text;
    if (parts.corp.empty()) return;
    // Its first character at least, in the form of the encoding.
    auto const name = size.encoding == SmsEncoding::gsm7 ? gsm7_text(parts.corp).value()
                                                         : std::string(parts.corp);
    auto const opening = std::string(language == Language::zh_cn ? "【" : "");
    ASSERT_TRUE(text.starts_with(opening + name.substr(0, first_character_bytes(name)))) << text;
}

TEST(SmsText, FitsOneMessageWhateverTheNamesAndTheCode) {
    auto const names = awkward_names();
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        for (std::size_t length = 8; length <= 16; ++length) {
            auto const code = grouped_code(std::string("0123456789ABCDEF").substr(0, length));
            // Each name meets every other one with some lengths of code.
            for (std::size_t pair = length; pair < names.size() * names.size(); pair += 7) {
                auto parts = sample();
                parts.corp = names[pair / names.size()];
                parts.terminal = names[pair % names.size()];
                parts.code = code;
                // Half of them live so long that the year is given.
                if (pair % 2 == 0) parts.written_at -= std::chrono::days{355};
                expect_one_message(parts, language);
                if (::testing::Test::HasFatalFailure()) return;
            }
        }
    }
}

TEST(SmsText, IsOfGsmInEnglishWheneverBothNamesAre) {
    auto parts = sample();
    std::string const corp(64, '[');
    std::string const terminal(64, '~');
    parts.corp = corp;
    parts.terminal = terminal;
    auto const size = size_of(text_of(parts, Language::en_us));

    EXPECT_EQ(size.encoding, SmsEncoding::gsm7);
    // No room is wasted but half a character for each name.
    EXPECT_GE(size.length, 158U);
}

TEST(SmsText, FillsTheMessageInChinese) {
    auto parts = sample();
    std::string name;
    for (int i = 0; i < 64; ++i) name += "会";
    parts.corp = name;
    parts.terminal = name;

    EXPECT_EQ(size_of(text_of(parts, Language::zh_cn)).length, 70U);
}

}  // namespace
}  // namespace roomkey
