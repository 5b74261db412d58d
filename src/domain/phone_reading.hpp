#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/phone_numbers.hpp"

namespace roomkey {

/// True for a plus sign and 7 to 15 digits, of which the first is not a zero (ITU-T E.164).
bool is_e164(std::string_view number);

/// True for digits, with or without a plus sign before them.
bool has_phone_format(std::string_view text);

/// The number that `text` means together with the vendor's name of a country, in its one form
/// (PhoneNumbers::canonical). With + (or 00, which is the same) it is taken as it is and must
/// belong to the country, if one is given; the numbering plan is not consulted. Without, it is read
/// as a number of the country, chinaPR if none is given. What can be read in two ways is refused
/// rather than sent to a stranger. `invalid_parameter` naming `country_field` or `phone_field`.
Result<std::string> read_phone(std::string_view text, std::optional<std::string> const& country,
                               PhoneNumbers const& numbers, std::string const& phone_field,
                               std::string const& country_field);

/// Whether a number without + that is read as one of the default country is, with +, one of another
/// country: "16502530000" is a mobile phone in China, and with + a phone in California.
bool may_lack_plus(std::string_view text, PhoneNumbers const& numbers);

}  // namespace roomkey
