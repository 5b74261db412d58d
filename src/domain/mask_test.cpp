#include "domain/mask.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/expect_texts.hpp"

namespace roomkey {
namespace {

TEST(MaskPhone, KeepsTheBeginningAndTheLastFour) {
    expect_texts(mask_phone,
                 {{"+8617312349092", "+86173****9092"}, {"+441234567890123", "+44123******0123"}});
}

TEST(MaskPhone, HidesAtLeastFourCharacters) {
    expect_texts(mask_phone,
                 {{"+861731239092", "+8617****9092"}, {"+14155550123", "+141****0123"}});
}

TEST(MaskPhone, ShowsLessOfShortNumbers) {
    expect_texts(mask_phone, {{"+1415555012", "+14******12"},
                              {"12345678", "******78"},
                              {"1234567", "****"},
                              {"1", "****"}});
}

TEST(MaskPhone, CountsCharactersNotBytes) {
    expect_texts(mask_phone, {{"一二三四五六七八九十一二三四", "一二三四五六****一二三四"},
                              {"一二三四五六七八", "******七八"}});
}

TEST(MaskPhone, ShowsNothingOfUnreadableText) {
    expect_texts(mask_phone, {{"+86173\n12349092", "****"},
                              {"+86173\xff\xfe"
                               "12349092",
                               "****"},
                              {"", ""}});
}

TEST(MaskEmail, KeepsTheFirstCharacterAndTheDomain) {
    expect_texts(mask_email, {{"example@huawei.com", "e***@huawei.com"},
                              {"\"a@b\"@huawei.com", "\"***@huawei.com"}});
}

TEST(MaskEmail, CutsBetweenCharacters) {
    EXPECT_EQ(mask_email("王小明@example.cn"), "王***@example.cn");
}

TEST(MaskEmail, HidesANameOfOneCharacter) {
    expect_texts(mask_email,
                 {{"e@huawei.com", "***@huawei.com"}, {"@huawei.com", "***@huawei.com"}});
}

TEST(MaskEmail, ShowsNothingOfWhatIsNoAddress) {
    expect_texts(mask_email, {{"example", "***"},
                              {"e\r\nBcc: x@huawei.com", "***"},
                              {"\xff@huawei.com", "***"},
                              {"", ""}});
}

}  // namespace
}  // namespace roomkey
