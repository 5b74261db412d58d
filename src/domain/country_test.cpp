#include "domain/country.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace roomkey {
namespace {

TEST(FindCountry, KnowsTheVendorsIdentifiersInAnyCase) {
    for (auto const& [name, code] : std::initializer_list<std::pair<char const*, char const*>>{
             {"afghanistan", "93"}, {"benin", "229"},         {"Benin", "229"},  {"BVl", "1284"},
             {"bvl", "1284"},       {"CHINApr", "86"},        {"chinaPR", "86"}, {"columbia", "57"},
             {"CZ", "420"},         {"dominica", "1809"},     {"GB", "245"},     {"gb", "245"},
             {"jamaica", "1876"},   {"kazakhstan", "7"},      {"poland", "48"},  {"russia", "7"},
             {"salvatore", "503"},  {"SVGRENADINES", "1784"}, {"UK", "44"},      {"uk", "44"},
             {"usa", "1"},          {"zimbabwe", "263"}}) {
        auto const country = find_country(name);
        ASSERT_TRUE(country) << name;
        EXPECT_EQ(country->calling_code, code) << name;
    }
}

TEST(FindCountry, KnowsNothingElse) {
    for (auto const* name : {"", "china", "chinaPRR", "86", "zzz", "PL", "greatBritain"}) {
        EXPECT_FALSE(find_country(name)) << name;
    }
}

TEST(Country, OwnsTheNumbersOfItsCallingCode) {
    struct Case {
        char const* country;
        char const* number;
        char const* region;
        bool is_owned;
    };
    for (auto const& row : {
             Case{"chinaPR", "+8613800138000", "CN", true},
             Case{"chinaPR", "+85251234567", "HK", false},
             Case{"UK", "+447781123456", "GG", true},
             Case{"russia", "+77012345678", "KZ", true},
             Case{"kazakhstan", "+79161234567", "RU", true},
             Case{"usa", "+16042345678", "CA", true},
             Case{"canada", "+14155552671", "US", true},
             Case{"canada", "+12425551234", "BS", false},
             Case{"usa", "+12465551234", "BB", false},
             Case{"usa", "+4915112345678", "DE", false},
             Case{"bahamas", "+12425551234", "BS", true},
             Case{"bahamas", "+13455551234", "KY", false},
             Case{"bahamas", "+14155552671", "US", false},
             Case{"dominica", "+18095551234", "DO", true},
             Case{"dominica", "+18295551234", "DO", true},
             Case{"dominica", "+17675551234", "DM", false},
         }) {
        EXPECT_EQ(find_country(row.country)->owns(row.number, row.region), row.is_owned)
            << row.country << ' ' << row.number;
    }
}

}  // namespace
}  // namespace roomkey
