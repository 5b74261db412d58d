#include "phone/numbering_plans.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <charconv>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

namespace roomkey {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

PhoneNumberUtil const& plans() { return *PhoneNumberUtil::GetInstance(); }

/// False if it is not a number at all.
bool parse(std::string const& number, PhoneNumber& parsed) {
    // No default country: the number has its plus sign.
    return plans().Parse(number, "ZZ", &parsed) == PhoneNumberUtil::NO_PARSING_ERROR;
}

/// More trunk prefixes than this before one number are not a slip of the finger.
constexpr int passes_max = 8;

std::string e164(PhoneNumber const& number) {
    std::string form;
    plans().Format(number, PhoneNumberUtil::E164, &form);
    return form;
}

/// A number that is valid only within a town gets no text message from outside.
bool is_possible(PhoneNumber const& number) {
    return plans().IsPossibleNumberWithReason(number) == PhoneNumberUtil::IS_POSSIBLE;
}

/// 0 if it is too long for a `Number`, which no plan has.
template <class Number>
Number number_of(std::string_view digits) {
    Number number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

PhoneReading reading_of(PhoneNumber const& number) {
    PhoneReading reading;
    reading.number = e164(number);
    reading.is_possible = is_possible(number);
    reading.is_valid = plans().IsValidNumber(number);
    auto const type = plans().GetNumberType(number);
    reading.can_get_text =
        type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
    return reading;
}

std::string region_of(Country const& country) {
    std::string region(country.region);
    if (region.empty()) {
        plans().GetRegionCodeForCountryCode(number_of<int>(country.calling_code), &region);
    }
    return region;
}

/// `digits` as a national number. The library prefers to see a calling code at their beginning;
/// how to interpret them is then given in its own terms.
std::optional<PhoneNumber> national(std::string const& digits, std::string const& region) {
    PhoneNumber parsed;
    if (plans().ParseAndKeepRawInput(digits, region, &parsed) !=
        PhoneNumberUtil::NO_PARSING_ERROR) {
        return std::nullopt;
    }
    if (parsed.country_code_source() != PhoneNumber::FROM_NUMBER_WITHOUT_PLUS_SIGN) return parsed;
    PhoneNumber whole;
    whole.set_country_code(parsed.country_code());
    whole.set_national_number(number_of<std::uint64_t>(digits));
    return whole;
}

}  // namespace

std::optional<std::string> NumberingPlans::canonical(std::string const& number) const {
    // One trunk prefix is taken off at a time; what follows it may look like another.
    auto form = number;
    for (int pass = 0; pass < passes_max; ++pass) {
        PhoneNumber parsed;
        if (!parse(form, parsed)) return std::nullopt;
        if (!is_possible(parsed)) return form;
        auto next = e164(parsed);
        if (next == form) return form;
        form = std::move(next);
    }
    return std::nullopt;
}

std::vector<PhoneReading> NumberingPlans::readings(std::string const& digits,
                                                   Country const& country) const {
    std::vector<PhoneReading> readings;
    auto const region = region_of(country);
    if (auto const number = national(digits, region)) readings.push_back(reading_of(*number));
    auto const calling_code = std::to_string(plans().GetCountryCodeForRegion(region));
    PhoneNumber international;
    if (digits.starts_with(calling_code) && parse('+' + digits, international)) {
        auto reading = reading_of(international);
        bool const is_known = !readings.empty() && readings.front().number == reading.number;
        if (!is_known) readings.push_back(std::move(reading));
    }
    return readings;
}

bool NumberingPlans::is_valid(std::string const& number) const {
    PhoneNumber parsed;
    return parse(number, parsed) && plans().IsValidNumber(parsed);
}

bool NumberingPlans::has_region(std::string const& region) const {
    std::set<std::string> regions;
    plans().GetSupportedRegions(&regions);
    return regions.contains(region);
}

std::string NumberingPlans::region(std::string const& number) const {
    PhoneNumber parsed;
    if (!parse(number, parsed)) return {};
    std::string region;
    plans().GetRegionCodeForNumber(parsed, &region);
    if (region == "ZZ") plans().GetRegionCodeForCountryCode(parsed.country_code(), &region);
    // "001" stands for numbers of no country, such as satellites.
    return region == "ZZ" || region == "001" ? std::string{} : region;
}

}  // namespace roomkey
