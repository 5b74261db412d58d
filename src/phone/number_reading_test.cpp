// The rules of domain/phone_reading over the world's real plans.
#include <gtest/gtest.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "domain/phone_reading.hpp"
#include "phone/numbering_plans.hpp"

namespace roomkey {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

Result<std::string> read(std::optional<std::string> const& country, std::string const& text) {
    return read_phone(text, country, NumberingPlans{}, "smsNumber", "country");
}

struct Case {
    std::optional<std::string> country;
    std::string text;
    std::string number;  ///< Empty: refused.
};

void expect_all(std::vector<Case> const& cases) {
    for (auto const& row : cases) {
        auto const number = read(row.country, row.text);
        auto const name = row.country.value_or("(none)") + ' ' + row.text;
        EXPECT_EQ(number.ok() ? *number : "", row.number) << name;
        EXPECT_EQ(number.ok() ? "smsNumber" : number.error().field, "smsNumber") << name;
    }
}

TEST(NumberReading, TakesANumberWithPlusThatBelongsToTheCountry) {
    expect_all({
        {{}, "+13125550143", "+13125550143"},
        {"chinaPR", "+8613800138000", "+8613800138000"},
        {"chinaPR", "+85251234567", ""},
        {"chinaHKG", "+85251234567", "+85251234567"},
        {"GB", "+245955123456", "+245955123456"},
        {"GB", "+447400123456", ""},
        {"UK", "+447400123456", "+447400123456"},
        {"uk", "+447400123456", "+447400123456"},
        {"columbia", "+573211234567", "+573211234567"},
        {"salvatore", "+50370123456", "+50370123456"},
        {"russia", "+77710009998", "+77710009998"},
        {"kazakhstan", "+79123456789", "+79123456789"},
        {"usa", "+16042345678", "+16042345678"},
        {"canada", "+13125550143", "+13125550143"},
        {"canada", "+12425551234", ""},
        {"usa", "+12425551234", ""},
        {"usa", "+12465551234", ""},  // Barbados, which has no identifier
        {"dominica", "+18095551234", "+18095551234"},
        {"dominica", "+18295551234", "+18295551234"},
        {"dominica", "+18495551234", "+18495551234"},
        {"dominica", "+17675551234", ""},  // Dominica itself, which has none either
        {"puertoRico", "+17875551234", "+17875551234"},
        {"puertoRico", "+19395551234", "+19395551234"},
        {"jamaica", "+18765551234", "+18765551234"},
        {"jamaica", "+16585551234", "+16585551234"},
        {"jamaica", "+12025551234", ""},
        {"bahamas", "+12425551234", "+12425551234"},
        {"BVl", "+12845551234", "+12845551234"},
        {"SVGrenadines", "+17845551234", "+17845551234"},
        {"TAT", "+18685551234", "+18685551234"},
        {"caymanIslands", "+13455551234", "+13455551234"},
        {"grenada", "+14735551234", "+14735551234"},
        {"grenada", "+13455551234", ""},
        {"saintMartin", "+590690001234", "+590690001234"},
        {"kosovo", "+38343201234", "+38343201234"},
    });
}

TEST(NumberReading, LeavesTheOpinionOfThePlanToTheGateway) {
    expect_all({
        {"benin", "+2290195123456", "+2290195123456"},
        {{}, "+2290195123456", "+2290195123456"},
        {"singapore", "+6512345678901", "+6512345678901"},  // longer than the plan knows
        {"canada", "+15551234", "+15551234"},               // shorter
        {"norway", "+4712345", "+4712345"},                 // 7 digits
        {"norway", "+471234", ""},
        {"germany", "+491234567890123", "+491234567890123"},  // 15
        {"germany", "+4912345678901234", ""},
        {{}, "+9991234567890", ""},  // no such calling code
    });
}

TEST(NumberReading, ReadsTwoZerosAsAPlus) {
    expect_all({
        {{}, "0013125550143", "+13125550143"},
        {"germany", "004915112345678", "+4915112345678"},
        {"usa", "0013125550143", "+13125550143"},
        {"benin", "002290195123456", "+2290195123456"},
        {"india", "0013125550143", ""},
        {"chinaPR", "0013125550143", ""},
        {{}, "0000", ""},
        {{}, "00", ""},
    });
}

TEST(NumberReading, ReadsOtherNumbersWithinTheCountry) {
    expect_all({
        {{}, "13800138000", "+8613800138000"},
        {"chinaPR", "13800138000", "+8613800138000"},
        {"chinaPR", "8613800138000", "+8613800138000"},
        {"chinaPR", "017300009092", "+8617300009092"},  // with the trunk prefix
        {"singapore", "98765432", "+6598765432"},
        {"singapore", "6598765432", "+6598765432"},
        {"india", "919876543210", "+919876543210"},
        {"india", "9198765432", "+919198765432"},
        {"india", "09876543210", "+919876543210"},
        {"germany", "4915112345678", "+4915112345678"},
        {"germany", "015112345678", "+4915112345678"},
        {"germany", "15112345678", "+4915112345678"},
        {"poland", "512345678", "+48512345678"},
        {"poland", "48512345678", "+48512345678"},
        {"UK", "07400123456", "+447400123456"},
        {"UK", "447400123456", "+447400123456"},
        {"italy", "3123456789", "+393123456789"},
        {"italy", "393123456789", "+393123456789"},
        {"italy", "390612345678", "+390612345678"},
        {"russia", "89123456789", "+79123456789"},
        {"russia", "79123456789", "+79123456789"},
        {"kazakhstan", "87710009998", "+77710009998"},
        {"usa", "3125550143", "+13125550143"},
        {"usa", "13125550143", "+13125550143"},
        {"canada", "6042345678", "+16042345678"},
        {"usa", "5550143", ""},     // good only within a town
        {"usa", "2425551234", ""},  // the Bahamas
        {"benin", "2290195123456", ""},
        {"poland", "51234", ""},
        {"poland", "5123456789012345", ""},
    });
}

TEST(NumberReading, ReadsNumbersOfRegionsWithAreaCodes) {
    expect_all({
        {"bahamas", "2423591234", "+12423591234"},
        {"bahamas", "3591234", "+12423591234"},
        {"bahamas", "12423591234", "+12423591234"},
        {"dominica", "8295551234", "+18295551234"},
        {"dominica", "18295551234", "+18295551234"},
        {"dominica", "2345678", "+18092345678"},
        {"jamaica", "2101234", "+18762101234"},
        {"jamaica", "6582101234", "+16582101234"},
        {"puertoRico", "9392345678", "+19392345678"},
        {"puertoRico", "2345678", "+17872345678"},
        {"BVl", "3001234", "+12843001234"},
        {"grenada", "4031234", "+14734031234"},
        {"caymanIslands", "3231234", "+13453231234"},
        {"SVGrenadines", "4301234", "+17844301234"},
        {"TAT", "2911234", "+18682911234"},
        {"bahamas", "3125550143", ""},  // ten digits of elsewhere
        {"bahamas", "423591234", ""},
        {"grenada", "34031234", ""},
    });
}

TEST(NumberReading, SaysWhyItRefuses) {
    EXPECT_EQ(read("chinaPR", "+85251234567").error().expected,
              "a number of the country that is given");
    EXPECT_EQ(read("usa", "5550143").error().expected,
              "a number of the country, or one with +, which is taken as it is");
    EXPECT_EQ(read("atlantis", "+85251234567").error().field, "country");
    EXPECT_EQ(read("Poland ", "512345678").error().field, "country");
}

class EveryCountry : public testing::TestWithParam<Country> {
protected:
    static PhoneNumberUtil const& plans() { return *PhoneNumberUtil::GetInstance(); }

    static std::string digits_of(std::string text) {
        std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
        return text;
    }
    static std::string formatted(PhoneNumber const& number, PhoneNumberUtil::PhoneNumberFormat as) {
        std::string text;
        plans().Format(number, as, &text);
        return text;
    }
    static std::string region_of(Country const& country) {
        std::string region(country.region);
        if (!region.empty()) return region;
        plans().GetRegionCodeForCountryCode(std::stoi(std::string(country.calling_code)), &region);
        return region;
    }
};

TEST(LackingPlus, IsThatOfANumberThatIsThere) {
    NumberingPlans const numbers;
    EXPECT_TRUE(may_lack_plus("16502530000", numbers));
    EXPECT_TRUE(may_lack_plus("15812345678", numbers));
    // No exchange in +1 begins with 0 or 1.
    EXPECT_FALSE(may_lack_plus("13800138000", numbers));
}

TEST_P(EveryCountry, HasARegionOfItsCallingCode) {
    auto const region = region_of(GetParam());
    EXPECT_TRUE(NumberingPlans{}.has_region(region)) << region;
    auto const code = std::to_string(plans().GetCountryCodeForRegion(region));
    EXPECT_EQ(GetParam().has_area_code() ? "1" : GetParam().calling_code, code);
}

TEST_P(EveryCountry, ReadsEverySpellingOfAMobileNumberAsThatNumber) {
    PhoneNumber example;
    ASSERT_TRUE(
        plans().GetExampleNumberForType(region_of(GetParam()), PhoneNumberUtil::MOBILE, &example));
    auto const number = formatted(example, PhoneNumberUtil::E164);
    auto const digits = number.substr(1);
    std::string national;
    plans().GetNationalSignificantNumber(example, &national);
    std::string const country(GetParam().name);
    for (auto const& text : {number, "00" + digits}) {
        auto const read_as = read(country, text);
        ASSERT_TRUE(read_as.ok()) << text;
        EXPECT_EQ(*read_as, number) << text;
    }
    for (auto const& text :
         {digits, national, digits_of(formatted(example, PhoneNumberUtil::NATIONAL))}) {
        auto const read_as = read(country, text);
        if (read_as.ok()) {
            EXPECT_EQ(*read_as, number) << text;
        } else {
            EXPECT_NE(read_as.error().expected.find("two ways"), std::string::npos) << text;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(NumberReading, EveryCountry,
                         testing::ValuesIn(all_countries().begin(), all_countries().end()),
                         [](auto const& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace roomkey
