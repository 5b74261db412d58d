#include "delivery/kannel_parameters.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(KannelParameters, AreAQueryWithoutWhatIsSentAnyway) {
    for (auto const* const good : {"", "a=1", "account=acme&meta-data=%3Fsmpp%3FPEID%3D1234"}) {
        EXPECT_TRUE(check_kannel_parameters(good).ok()) << good;
    }
    for (auto const* const bad :
         {"text=x", "a=1&to=2", "=x", "a b=c", "a=%zz", "a=1#b", "a%0d=b"}) {
        auto const status = check_kannel_parameters(bad);
        ASSERT_FALSE(status.ok()) << bad;
        EXPECT_EQ(status.error().field, "parameters") << bad;
    }
}

TEST(KannelParameters, OfAMessageComeBeforeTheOthersOfTheirNames) {
    EXPECT_EQ(kannel_parameters("", ""), "");
    EXPECT_EQ(kannel_parameters("a=1&b=%202", ""), "a=1&b=%202");
    EXPECT_EQ(kannel_parameters("", "c=3"), "c=3");
    EXPECT_EQ(kannel_parameters("a=1&b=2", "c=3"), "c=3&a=1&b=2");
    EXPECT_EQ(kannel_parameters("a=1&b=2&a=3", "a=4"), "a=4&b=2");
    EXPECT_EQ(kannel_parameters("%61=1&Meta-Data=2&b", "a=4&meta-data=5"), "a=4&meta-data=5&b=");
}

}  // namespace
}  // namespace roomkey
