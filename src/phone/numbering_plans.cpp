#include "phone/numbering_plans.hpp"

#include <phonenumbers/phonenumberutil.h>

namespace roomkey {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

PhoneNumberUtil const& plans() { return *PhoneNumberUtil::GetInstance(); }

/// False if it is no number at all.
bool parse(std::string const& number, PhoneNumber& parsed) {
    // No default country: the number has its plus sign.
    return plans().Parse(number, "ZZ", &parsed) == PhoneNumberUtil::NO_PARSING_ERROR;
}

}  // namespace

bool NumberingPlans::is_possible(std::string const& number) const {
    PhoneNumber parsed;
    if (!parse(number, parsed)) return false;
    auto const outcome = plans().IsPossibleNumberWithReason(parsed);
    // A number that is good only within a town gets no text message from outside.
    return outcome == PhoneNumberUtil::IS_POSSIBLE;
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
