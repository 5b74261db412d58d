#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/phone_numbers.hpp"

namespace roomkey {

constexpr std::size_t country_length_max = 255;
constexpr std::size_t email_length_max = 255;
constexpr std::size_t phone_length_max = 32;
constexpr std::string_view mainland_china_prefix = "+86";

/// Where a new code is to go, as the caller gave it. Empty strings mean absent.
struct ContactRequest {
    std::optional<std::string> country;
    std::string email;
    std::string phone;
};

/// Checked contacts; the phone in its one form (PhoneNumbers::canonical), the email in the form in
/// which it can be mailed (domain/mail_address).
struct Contacts {
    std::string email;  ///< Empty if none.
    std::string phone;  ///< Empty if none.
    /// The country that was given, as the vendor spells it; empty if none was, or one beside no
    /// phone that the vendor does not know.
    std::string country{};
};

/// Names of the wire fields, which differ between operations.
struct ContactFieldNames {
    std::string country = "country";
    std::string email = "emailAddr";
    std::string phone = "smsNumber";
};

/// Checks lengths and the address, and reads the number (domain/phone_reading).
/// `invalid_parameter` naming the field otherwise.
Result<Contacts> check_contacts(ContactRequest const& request, PhoneNumbers const& numbers,
                                ContactFieldNames const& names = {});

/// Creating needs a way to deliver: an email, unless a phone of mainland China is given.
Status require_deliverable(Contacts const& contacts, ContactFieldNames const& names = {});

}  // namespace roomkey
