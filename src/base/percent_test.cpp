#include "base/percent.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roomkey {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(Percent, DecodesEscapesAndNothingElse) {
    EXPECT_EQ(percent_decoded("a%40b%2Fc%2B"), "a@b/c+");
    EXPECT_EQ(percent_decoded("a@b+c"), "a@b+c");
    EXPECT_EQ(percent_decoded("%E4%bc%9A"), "会");
    EXPECT_EQ(percent_decoded("%FF"), "\xFF");
    for (auto const* text : {"%", "a%4", "%zz", "%4g", "%%41"}) {
        EXPECT_FALSE(percent_decoded(text)) << text;
    }
}

TEST(Percent, TakesAPlusOfAFormForABlank) {
    EXPECT_EQ(form_decoded("Board+room"), "Board room");
    EXPECT_EQ(form_decoded("%2B86+1%20%2b+"), "+86 1 + ");
    EXPECT_EQ(form_decoded("a%2520b"), "a%20b");
    EXPECT_FALSE(form_decoded("+%"));
}

TEST(Percent, EncodesAllThatCouldHaveAMeaning) {
    EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
    EXPECT_EQ(percent_encoded("a b&c=d%/?+@"), "a%20b%26c%3dd%25%2f%3f%2b%40");
    EXPECT_EQ(percent_encoded("会\n"), "%e4%bc%9a%0a");
    std::string all;
    for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
    EXPECT_EQ(percent_decoded(percent_encoded(all)), all);
}

TEST(QueryPairs, AreInOrderAndStillEncoded) {
    EXPECT_THAT(query_pairs("a=1&b=%3D&&a=2&c&=d&e="),
                ElementsAre(Pair("a", "1"), Pair("b", "%3D"), Pair("a", "2"), Pair("c", ""),
                            Pair("", "d"), Pair("e", "")));
    EXPECT_THAT(query_pairs("a=b=c"), ElementsAre(Pair("a", "b=c")));
    EXPECT_TRUE(query_pairs("").empty());
    EXPECT_TRUE(query_pairs("&").empty());
}

}  // namespace
}  // namespace roomkey
