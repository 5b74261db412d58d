#include "api/language.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(PreferredLanguage, IsChineseUnlessEnglishIsPreferred) {
    for (auto const* header : {"", "zh-CN", "de-DE", "*", "zh,en", "zh-CN,en;q=0.9", "en;q=0",
                               "en;q=0.5,zh;q=0.6", "ene", "en;q=x", "en;q=0.1,*"}) {
        EXPECT_EQ(preferred_language(header), Language::zh_cn) << header;
    }
    for (auto const* header :
         {"en", "en-US", "EN-us", "en_US", "en-US,en;q=0.9", "de,en;q=0.3", "zh;q=0.5, en;q=0.6",
          "en,zh", "en;q=1.0,zh;q=0.999", "en-GB , zh"}) {
        EXPECT_EQ(preferred_language(header), Language::en_us) << header;
    }
}

TEST(MessageLanguage, IsOpenToWhoeverTakesAnyOther) {
    for (auto const* header : {"", "*", "de-DE", "en-US, *;q=0.1", "zh-CN,*;q=0.001"}) {
        EXPECT_EQ(message_language(header), std::nullopt) << header;
    }
    EXPECT_EQ(message_language("zh-CN,*;q=0"), Language::zh_cn);
    EXPECT_EQ(message_language("en,de;q=0.5"), Language::en_us);
    // Which language the sender reads is said all the same.
    EXPECT_EQ(preferred_language("en-US, *;q=0.1"), Language::en_us);
}

TEST(StatedLanguage, IsEmptyWhereNobodyAskedForOneOfOurs) {
    for (auto const* header : {"", "*", "de-DE", "de,*;q=0.5", "en;q=0", "en;q=0.1,*"}) {
        EXPECT_EQ(stated_language(header), std::nullopt) << header;
    }
    for (auto const* header : {"zh", "zh-CN,en;q=0.9", "de,zh;q=0.1", "zh,*;q=0.1"}) {
        EXPECT_EQ(stated_language(header), Language::zh_cn) << header;
    }
    for (auto const* header : {"en", "de,en;q=0.3", "en,*;q=0.1"}) {
        EXPECT_EQ(stated_language(header), Language::en_us) << header;
    }
}

}  // namespace
}  // namespace roomkey
