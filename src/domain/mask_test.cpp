#include "domain/mask.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(MaskPhone, KeepsTheBeginningAndTheLastFour) {
    EXPECT_EQ(mask_phone("+8617312349092"), "+86173****9092");
    EXPECT_EQ(mask_phone("+441234567890123"), "+44123******0123");
}

TEST(MaskPhone, HidesAtLeastFourCharacters) {
    EXPECT_EQ(mask_phone("+861731239092"), "+8617****9092");
    EXPECT_EQ(mask_phone("+14155550123"), "+141****0123");
}

TEST(MaskPhone, ShowsLessOfShortNumbers) {
    EXPECT_EQ(mask_phone("+1415555012"), "+14******12");
    EXPECT_EQ(mask_phone("12345678"), "******78");
    EXPECT_EQ(mask_phone("1234567"), "****");
    EXPECT_EQ(mask_phone("1"), "****");
}

TEST(MaskPhone, CountsCharactersNotBytes) {
    EXPECT_EQ(mask_phone("一二三四五六七八九十一二三四"), "一二三四五六****一二三四");
    EXPECT_EQ(mask_phone("一二三四五六七八"), "******七八");
}

TEST(MaskPhone, ShowsNothingOfUnreadableText) {
    EXPECT_EQ(mask_phone("+86173\n12349092"), "****");
    EXPECT_EQ(mask_phone("+86173\xff\xfe"
                         "12349092"),
              "****");
    EXPECT_EQ(mask_phone(""), "");
}

TEST(MaskEmail, KeepsTheFirstCharacterAndTheDomain) {
    EXPECT_EQ(mask_email("example@huawei.com"), "e***@huawei.com");
    EXPECT_EQ(mask_email("\"a@b\"@huawei.com"), "\"***@huawei.com");
}

TEST(MaskEmail, CutsBetweenCharacters) {
    EXPECT_EQ(mask_email("王小明@example.cn"), "王***@example.cn");
}

TEST(MaskEmail, HidesANameOfOneCharacter) {
    EXPECT_EQ(mask_email("e@huawei.com"), "***@huawei.com");
    EXPECT_EQ(mask_email("@huawei.com"), "***@huawei.com");
}

TEST(MaskEmail, ShowsNothingOfWhatIsNotAnAddress) {
    EXPECT_EQ(mask_email("example"), "***");
    EXPECT_EQ(mask_email("e\r\nBcc: x@huawei.com"), "***");
    EXPECT_EQ(mask_email("\xff@huawei.com"), "***");
    EXPECT_EQ(mask_email(""), "");
}

}  // namespace
}  // namespace roomkey
