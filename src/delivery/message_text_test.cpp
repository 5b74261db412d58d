#include "delivery/message_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "delivery/sms_alphabet.hpp"
#include "tests/fakes/expect_texts.hpp"
#include "tests/fakes/sample_message.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MessageText, TellsAllThatCountsInAChineseEmail) {
    auto const text = message_text(sample_message(Channel::email, Language::zh_cn));

    EXPECT_EQ(text.subject, "会议室终端“Room 101”的激活码");
    for (auto const* part : {"示例公司", "Room 101", "123 4567 8901",
                             "2025年1月26日 07:59（北京时间）", "room101", "激活界面"}) {
        EXPECT_THAT(text.body.reveal(), HasSubstr(part));
    }
}

TEST(MessageText, TellsAllThatCountsInAnEnglishEmail) {
    auto const text = message_text(sample_message(Channel::email, Language::en_us));

    EXPECT_EQ(text.subject, "Activation code of meeting-room terminal \"Room 101\"");
    for (auto const* part : {"示例公司", "Room 101", "123 4567 8901", "25 January 2025, 23:59 UTC",
                             "room101", "activation screen"}) {
        EXPECT_THAT(text.body.reveal(), HasSubstr(part));
    }
}

TEST(MessageText, NamesTheSerialNumberOfAHardTerminal) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto message = sample_message(Channel::email, language);
        EXPECT_THAT(message_text(message).body.reveal(), HasSubstr("IdeaHub"));
        message.is_of_hard_terminal = true;
        message.serial_number = "2102310WWP\n1";
        EXPECT_THAT(message_text(message).body.reveal(), HasSubstr("2102310WWP 1\n"));
        EXPECT_THAT(message_text(message).body.reveal(), Not(HasSubstr("IdeaHub")));
        message.serial_number.clear();
        EXPECT_THAT(message_text(message).body.reveal(),
                    HasSubstr(language == Language::zh_cn
                                  ? "序列号：以激活的设备为准\n"
                                  : "Serial number: that of the device that is activated\n"));
    }
}

TEST(MessageText, IsOneLineAndOneMessageBySms) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto const text = message_text(sample_message(Channel::sms, language));
        EXPECT_TRUE(text.subject.empty());
        EXPECT_FALSE(has_control_character(text.body.reveal()));
        EXPECT_THAT(text.body.reveal(), HasSubstr("123 4567 8901"));
        EXPECT_THAT(text.body.reveal(), HasSubstr("Room 101"));
        EXPECT_THAT(text.body.reveal(), HasSubstr("示例公司"));
        auto const size = sms_size(text.body.reveal()).value();
        EXPECT_LE(size.length, sms_length_max(size.encoding));
    }
}

TEST(MessageText, KeepsTheCodeOutOfTheSubject) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        EXPECT_THAT(message_text(sample_message(Channel::email, language)).subject,
                    Not(HasSubstr("123")));
    }
}

TEST(MessageText, LetsNoNameBreakALine) {
    auto message = sample_message(Channel::email, Language::en_us);
    message.terminal_name = "Room\r\nBcc: all@example.com";

    auto const text = message_text(message);

    EXPECT_FALSE(has_control_character(text.subject));
    EXPECT_THAT(text.body.reveal(), HasSubstr("Room  Bcc: all@example.com"));
}

TEST(PrintableLine, BlanksWhatMovesTextAround) {
    EXPECT_EQ(printable_line("a\tb\x7f"
                             "c",
                             10),
              "a b c");
    EXPECT_EQ(printable_line("a\u2028b\u202Ec\u2066d\uFEFFe\u0085f", 20), "a b c d e f");
}

TEST(PrintableLine, KeepsReadableTextOfEveryWidth) {
    EXPECT_EQ(printable_line("aé会😀", 10), "aé会😀");
}

TEST(PrintableLine, ReplacesMalformedBytes) {
    EXPECT_EQ(printable_line("a\xff\xfe\n"
                             "b",
                             10),
              "a\uFFFD\uFFFD b");
}

TEST(PrintableLine, CutsPastTheLimitAndNotAtIt) {
    EXPECT_EQ(printable_line("会议室一", 4), "会议室一");
    EXPECT_EQ(printable_line("会议室一二", 4), "会议室…");
    EXPECT_EQ(printable_line("", 4), "");
}

TEST(GroupedCode, CutsEvenlyIntoThreesAndFours) {
    expect_texts(grouped_code, {{"12345678", "1234 5678"},
                                {"123456789", "123 456 789"},
                                {"1234567890", "123 456 7890"},
                                {"12345678901", "123 4567 8901"},
                                {"1234567890123", "123 456 789 0123"},
                                {"0123456789ABCDEF", "0123 4567 89AB CDEF"},
                                {"", ""}});
}

}  // namespace
}  // namespace roomkey
