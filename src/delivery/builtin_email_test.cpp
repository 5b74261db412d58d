#include "delivery/builtin_email.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(BuiltinEmail, IsSoundInBothLanguages) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        for (bool const is_hard : {false, true}) {
            auto const& words = builtin_email(language, is_hard);
            EXPECT_TRUE(check_email_template(words).ok());
            EXPECT_EQ(words.text.find('<'), std::string::npos) << words.text;
        }
    }
}

TEST(BuiltinEmail, SaysEverythingInTextAndHtml) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto const& words = builtin_email(language, false);
        for (auto const* name :
             {"{{enterprise}}", "{{terminal}}", "{{account}}", "{{code}}", "{{valid_until}}"}) {
            EXPECT_NE(words.text.find(name), std::string::npos) << name;
            EXPECT_NE(words.html.find(name), std::string::npos) << name;
        }
        EXPECT_NE(words.html.find("{{qr}}"), std::string::npos);
    }
    EXPECT_NE(builtin_email(Language::zh_cn, false).text,
              builtin_email(Language::en_us, false).text);
}

TEST(BuiltinEmail, TellsHardTerminalsWhatTheyNeed) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto const& hard = builtin_email(language, true);
        for (auto const* const text : {&hard.text, &hard.html}) {
            EXPECT_NE(text->find("{{serial_number}}"), std::string::npos) << *text;
            EXPECT_EQ(text->find("IdeaHub"), std::string::npos) << *text;
        }
        auto const& other = builtin_email(language, false);
        for (auto const* const text : {&other.text, &other.html}) {
            EXPECT_EQ(text->find("{{serial_number}}"), std::string::npos) << *text;
            EXPECT_NE(text->find("IdeaHub"), std::string::npos) << *text;
        }
    }
}

TEST(ForHardTerminal, ReplacesOnlyWhatIsBuiltIn) {
    auto words = builtin_email(Language::en_us, false);
    words.text = "{{code}} by the operator";
    auto const hard = for_hard_terminal(words, Language::en_us);
    EXPECT_EQ(hard.text, words.text);
    EXPECT_EQ(hard.html, builtin_email(Language::en_us, true).html);
    EXPECT_EQ(hard.subject, builtin_email(Language::en_us, true).subject);
    // What is built in for another language is the operator's choice here.
    EXPECT_EQ(for_hard_terminal(words, Language::zh_cn).html, words.html);
}

}  // namespace
}  // namespace roomkey
