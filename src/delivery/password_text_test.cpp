#include "delivery/password_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

OutgoingMessage sample(Channel channel, Language language) {
    OutgoingMessage message;
    message.channel = channel;
    message.language = language;
    message.code = Secret("Ab3'<&xy 12345678");
    message.corp_name = "Example Ltd";
    message.account = std::string(64, 'a');
    message.has_password = true;
    return message;
}

TEST(PasswordText, TellsAccountAndPasswordAsTheyAre) {
    for (auto const channel : {Channel::sms, Channel::email}) {
        for (auto const language : {Language::zh_cn, Language::en_us}) {
            auto const text = message_text(sample(channel, language));
            EXPECT_THAT(text.body.reveal(), HasSubstr("Ab3'<&xy 12345678"));
            EXPECT_THAT(text.body.reveal(), HasSubstr(std::string(64, 'a')));
            EXPECT_THAT(text.body.reveal(), HasSubstr("Example Ltd"));
            EXPECT_THAT(text.subject, Not(HasSubstr("Ab3")));
        }
    }
}

TEST(PasswordText, IsOneLineBySms) {
    auto message = sample(Channel::sms, Language::en_us);
    message.corp_name = std::string(30, 'x') + "\r\n";
    auto const text = message_text(message);
    EXPECT_TRUE(text.subject.empty());
    EXPECT_FALSE(has_control_character(text.body.reveal()));
    EXPECT_THAT(text.body.reveal(), HasSubstr(std::string(19, 'x') + "…: account"));
}

TEST(PasswordText, KeepsNamesOutOfOtherHeaders) {
    auto message = sample(Channel::email, Language::zh_cn);
    message.corp_name = "Room\r\nBcc: all@example.com";
    EXPECT_FALSE(has_control_character(message_text(message).subject));
}

}  // namespace
}  // namespace roomkey
