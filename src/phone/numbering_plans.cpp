#include "phone/numbering_plans.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <set>
#include <utility>

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

/// More trunk prefixes than this before one number are no slip of a finger.
constexpr int passes_max = 8;

/// E.164 of a number of a length that its country has; nothing otherwise.
std::optional<std::string> e164(std::string const& number) {
    PhoneNumber parsed;
    if (!parse(number, parsed)) return std::nullopt;
    // A number that is good only within a town gets no text message from outside.
    if (plans().IsPossibleNumberWithReason(parsed) != PhoneNumberUtil::IS_POSSIBLE) {
        return std::nullopt;
    }
    std::string form;
    plans().Format(parsed, PhoneNumberUtil::E164, &form);
    return form;
}

}  // namespace

std::optional<std::string> NumberingPlans::canonical(std::string const& number) const {
    // One trunk prefix is taken off at a time; what follows it may look like another.
    auto form = e164(number);
    for (int pass = 1; form && pass < passes_max; ++pass) {
        auto next = e164(*form);
        if (next == form) return form;
        form = std::move(next);
    }
    return std::nullopt;
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
