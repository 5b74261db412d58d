#include "domain/phone_reading.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace roomkey {
namespace {

/// Gives the readings that a test decided on; every number is of China.
class ChosenReadings final : public PhoneNumbers {
public:
    explicit ChosenReadings(std::vector<PhoneReading> readings) : readings_(std::move(readings)) {}

    [[nodiscard]] std::optional<std::string> canonical(std::string const& number) const override {
        return number;
    }
    [[nodiscard]] std::vector<PhoneReading> readings(std::string const& /*digits*/,
                                                     Country const& /*country*/) const override {
        return readings_;
    }
    [[nodiscard]] std::string region(std::string const& /*number*/) const override { return "CN"; }
    [[nodiscard]] bool is_valid(std::string const& /*number*/) const override { return true; }
    [[nodiscard]] bool has_region(std::string const& region) const override {
        return region == "CN";
    }

private:
    std::vector<PhoneReading> readings_;
};

PhoneReading possible(char const* number) { return {number, true, false, false}; }
PhoneReading valid(char const* number) { return {number, true, true, false}; }
PhoneReading mobile(char const* number) { return {number, true, true, true}; }

Result<std::string> read(std::vector<PhoneReading> readings, char const* text = "12345678") {
    return read_phone(text, "chinaPR", ChosenReadings(std::move(readings)), "phone", "country");
}

TEST(PhoneReading, PrefersWhatIsValidAndThenWhatCanGetAText) {
    constexpr auto const* a = "+8612345678";
    constexpr auto const* b = "+8687654321";
    for (auto const& readings : std::vector<std::vector<PhoneReading>>{
             {possible(a)},
             {valid(a)},
             {mobile(a)},
             {valid(a), possible(b)},
             {possible(b), mobile(a)},
             {valid(b), mobile(a)},
             {mobile(a), {b, false, false, false}},
         }) {
        auto const number = read(readings);
        ASSERT_TRUE(number.ok());
        EXPECT_EQ(*number, a);
    }
}

TEST(PhoneReading, RefusesWhatCanBeReadInTwoWays) {
    constexpr auto const* a = "+8612345678";
    constexpr auto const* b = "+8687654321";
    for (auto const& readings : std::vector<std::vector<PhoneReading>>{
             {possible(a), possible(b)}, {valid(a), valid(b)}, {mobile(a), mobile(b)}}) {
        auto const error = read(readings).error();
        EXPECT_EQ(error.field, "phone");
        EXPECT_NE(error.expected.find("two ways"), std::string::npos);
    }
}

TEST(PhoneReading, RefusesWhatCannotBeRead) {
    for (auto const& readings : std::vector<std::vector<PhoneReading>>{
             {},
             {{"+8612345678", false, false, false}},
             {mobile("+85212345678")},  // of another country
             {mobile("+86123")},        // too short for E.164
         }) {
        auto const error = read(readings).error();
        EXPECT_EQ(error.field, "phone");
        EXPECT_NE(error.expected.find("one with +, which is taken as it is"), std::string::npos);
    }
}

TEST(E164, IsAPlusAndDigitsAndNothingElse) {
    EXPECT_TRUE(is_e164("+8617312349092"));
    EXPECT_TRUE(is_e164("+1234567"));
    EXPECT_TRUE(is_e164("+123456789012345"));
    for (auto const* number : {"", "+", "8617312349092", "+0123456789", "+123456",
                               "+1234567890123456", "+86 17312349092", "+86a7312349092",
                               "+8617312349092 +8617312349093", "+8617312349092\n"}) {
        EXPECT_FALSE(is_e164(number)) << number;
    }
}

TEST(LackingPlus, IsThatOfANumberOfAnotherCountry) {
    ChosenReadings const numbers{{}};
    EXPECT_TRUE(may_lack_plus("16502530000", numbers));
    for (auto const* text : {"8613800138000", "+16502530000", "010123456", "12345", "", "1a"}) {
        EXPECT_FALSE(may_lack_plus(text, numbers)) << text;
    }
}

}  // namespace
}  // namespace roomkey
