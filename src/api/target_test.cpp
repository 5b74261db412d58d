#include "api/target.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/expect_texts.hpp"

namespace roomkey {
namespace {

TEST(DecodedText, TakesEscapesRawAndUtf8) {
    expect_texts(
        decoded_part,
        {{"a%40b%2Fc%2B", "a@b/c+"}, {"a@b+c", "a@b+c"}, {"%E4%BC%9A", "会"}, {"会", "会"}});
}

TEST(DecodedText, RefusesMalformed) {
    for (auto const* text : {"%", "%4", "%4g", "%ff", "%C0%AF", "a%"}) {
        EXPECT_FALSE(decoded_part(text)) << text;
    }
}

TEST(Query, ReadsWhatPublicClientsSend) {
    auto const query =
        Query::parse("limit=20&searchKey=&userType=12&userType=13,14&x&offset=5&&a=b%3Dc&");
    ASSERT_TRUE(query.ok());
    EXPECT_EQ(query->values("searchKey"), (std::vector<std::string>{}));
    EXPECT_EQ(query->values("userType"), (std::vector<std::string>{"12", "13,14"}));
    EXPECT_EQ(query->values("offset"), (std::vector<std::string>{"5"}));
    EXPECT_EQ(query->values("a"), (std::vector<std::string>{"b=c"}));
}

TEST(Query, TakesAPlusForABlank) {
    auto const query = Query::parse(
        "searchKey=Board+room&deptName=a%2Bb+c&x+y=%2b&p=+8617312349092&q=++1&r=+86+173&s=+%31&t=+&"
        "u=1+1");
    ASSERT_TRUE(query.ok());
    EXPECT_EQ(query->values("searchKey"), (std::vector<std::string>{"Board room"}));
    EXPECT_EQ(query->values("deptName"), (std::vector<std::string>{"a+b c"}));
    EXPECT_EQ(query->values("x y"), (std::vector<std::string>{"+"}));
    EXPECT_EQ(query->values("p"), (std::vector<std::string>{"+8617312349092"}));
    EXPECT_EQ(query->values("q"), (std::vector<std::string>{"  1"}));
    EXPECT_EQ(query->values("r"), (std::vector<std::string>{"+86 173"}));
    EXPECT_EQ(query->values("s"), (std::vector<std::string>{" 1"}));
    EXPECT_EQ(query->values("t"), (std::vector<std::string>{" "}));
    EXPECT_EQ(query->values("u"), (std::vector<std::string>{"1 1"}));
}

TEST(Query, NamesWhatIsMalformed) {
    for (auto const& [text, field] :
         {std::pair{"searchKey=%zz", "searchKey"}, {"a=1&b=%ff", "b"}, {"%4=1", "query"}}) {
        auto const malformed = Query::parse(text);
        ASSERT_FALSE(malformed.ok()) << text;
        EXPECT_EQ(malformed.error().field, field);
        EXPECT_EQ(malformed.error().fault, Fault::wrong_format);
    }
}

}  // namespace
}  // namespace roomkey
