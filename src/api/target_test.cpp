#include "api/target.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(PercentDecoded, TakesEscapesRawAndUtf8) {
    EXPECT_EQ(percent_decoded("a%40b%2Fc%2B"), "a@b/c+");
    EXPECT_EQ(percent_decoded("a@b+c"), "a@b+c");
    EXPECT_EQ(percent_decoded("%E4%BC%9A"), "会");
    EXPECT_EQ(percent_decoded("会"), "会");
}

TEST(PercentDecoded, RefusesMalformed) {
    for (auto const* text : {"%", "%4", "%4g", "%ff", "%C0%AF", "a%"}) {
        EXPECT_FALSE(percent_decoded(text)) << text;
    }
}

TEST(Query, ReadsWhatPublicClientsSend) {
    auto const query =
        Query::parse("limit=20&searchKey=&userType=12&userType=13,14&isAsc=1&x&offset=5&");
    ASSERT_TRUE(query.ok());
    EXPECT_FALSE(query->text("searchKey").value());
    EXPECT_EQ(query->list("userType"), (std::vector<std::string>{"12", "13", "14"}));
    EXPECT_EQ(query->boolean("isAsc").value(), true);
    auto const page = query->page();
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->offset, 5);
    EXPECT_EQ(page->limit, 20);
}

TEST(Query, HoldsTheLimitsOfPages) {
    auto const error_field = [](std::string_view text) {
        auto const page = Query::parse(text).value().page();
        return page.ok() ? std::string() : page.error().field;
    };
    EXPECT_EQ(error_field("limit=1"), "");
    EXPECT_EQ(error_field("limit=500"), "");
    EXPECT_EQ(error_field("limit=0"), "limit");
    EXPECT_EQ(error_field("limit=501"), "limit");
    EXPECT_EQ(error_field("limit=1x"), "limit");
    EXPECT_EQ(error_field("limit=99999999999999999999"), "limit");
    EXPECT_EQ(error_field("offset=0"), "");
    EXPECT_EQ(error_field("offset=-1"), "offset");
}

TEST(Query, NamesWhatIsDuplicatedOrMalformed) {
    auto const twice = Query::parse("status=0&status=1").value().text("status");
    ASSERT_FALSE(twice.ok());
    EXPECT_EQ(twice.error().fault, Fault::duplicated);
    auto const malformed = Query::parse("searchKey=%zz");
    ASSERT_FALSE(malformed.ok());
    EXPECT_EQ(malformed.error().field, "searchKey");
    EXPECT_EQ(Query::parse("isAsc=maybe").value().boolean("isAsc").error().field, "isAsc");
}

}  // namespace
}  // namespace roomkey
