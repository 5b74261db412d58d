#include "phone/numbering_plans.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace roomkey {
namespace {

TEST(NumberingPlans, TakeNumbersThatCanExist) {
    NumberingPlans const plans;
    for (auto const* number : {
             "+8617300009092",   // China, mobile
             "+85251234567",     // Hong Kong
             "+14155552671",     // United States
             "+491701234567",    // Germany, mobile
             "+49301234567890",  // Germany, of the greatest length
             "+4915123456789",
             "+6591234567",
             "+33612345678",
             "+5511961234567",
         }) {
        EXPECT_EQ(plans.canonical(number), number);
    }
}

TEST(NumberingPlans, LeaveNumbersOfUnknownLengthsAsTheyAre) {
    NumberingPlans const plans;
    for (auto const* number : {
             "+8612345",
             "+852512345678901",
             "+141555526710",   // one digit more than the plan has
             "+2290195123456",  // the plan of 2024
             "+4912345",
         }) {
        EXPECT_EQ(plans.canonical(number), number);
    }
}

TEST(NumberingPlans, RefuseWhatNoCountryHas) {
    NumberingPlans const plans;
    for (auto const* number : {
             "",
             "+",
             "+86",
             "+9991234567890",  // no such country
             "17300009092",     // no plus sign: of which country?
             "+12345678901234567890123456789012",
         }) {
        EXPECT_EQ(plans.canonical(number), std::nullopt) << number;
    }
}

TEST(NumberingPlans, BringEverySpellingOfANumberToOneForm) {
    NumberingPlans const plans;
    std::vector<std::pair<std::string, std::string>> const spellings{
        {"+4407700900123", "+447700900123"},
        {"+86017300009092", "+8617300009092"},
        {"+860017300009092", "+8617300009092"},  // two of them
        {"+4901701234567", "+491701234567"},
        {"+390612345678", "+390612345678"},  // In Italy the 0 belongs to the number.
    };
    for (auto const& [spelling, form] : spellings) {
        EXPECT_EQ(plans.canonical(spelling), form) << spelling;
    }
}

TEST(NumberingPlans, KnowTheCountriesThatHaveNumbers) {
    NumberingPlans const plans;
    for (auto const* region : {"CN", "HK", "GB", "US"}) EXPECT_TRUE(plans.has_region(region));
    for (auto const* region : {"UK", "XX", "ZZ", "001", "cn", ""}) {
        EXPECT_FALSE(plans.has_region(region)) << region;
    }
}

TEST(NumberingPlans, KnowWhereANumberBelongs) {
    NumberingPlans const plans;
    EXPECT_EQ(plans.region("+8617300009092"), "CN");
    EXPECT_EQ(plans.region("+85251234567"), "HK");
    // One calling code, several countries.
    EXPECT_EQ(plans.region("+14155552671"), "US");
    EXPECT_EQ(plans.region("+16042345678"), "CA");
    EXPECT_EQ(plans.region("+12423456789"), "BS");
    // A mobile range that the plan does not have yet.
    EXPECT_EQ(plans.region("+8610000000000"), "CN");
    EXPECT_EQ(plans.region("+88216123456"), "");
    EXPECT_EQ(plans.region("+9991234567"), "");
    EXPECT_EQ(plans.region("nonsense"), "");
}

}  // namespace
}  // namespace roomkey
