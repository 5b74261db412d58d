#include "delivery/builtin_email.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(BuiltinEmail, IsSoundInBothLanguages) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        EXPECT_TRUE(check_email_template(builtin_email(language)).ok());
    }
}

TEST(BuiltinEmail, SaysEverythingInTextAndHtml) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        auto const& words = builtin_email(language);
        for (auto const* name :
             {"{{enterprise}}", "{{terminal}}", "{{account}}", "{{code}}", "{{valid_until}}"}) {
            EXPECT_NE(words.text.find(name), std::string::npos) << name;
            EXPECT_NE(words.html.find(name), std::string::npos) << name;
        }
        EXPECT_NE(words.html.find("{{qr}}"), std::string::npos);
    }
    EXPECT_NE(builtin_email(Language::zh_cn).text, builtin_email(Language::en_us).text);
}

}  // namespace
}  // namespace roomkey
