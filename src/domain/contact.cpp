#include "domain/contact.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "domain/country.hpp"
#include "domain/mail_address.hpp"
#include "domain/phone_reading.hpp"

namespace roomkey {
namespace {

Status check_length(std::string const& text, std::string const& name, std::size_t max) {
    auto const length = utf8_length(text);
    if (!length) return invalid_field(name, Fault::wrong_format, "UTF-8");
    if (*length > max) return invalid_field(name, Fault::wrong_length, "0.." + std::to_string(max));
    return Done{};
}

}  // namespace

Result<Contacts> check_contacts(ContactRequest const& request, PhoneNumbers const& numbers,
                                ContactFieldNames const& names) {
    if (request.country) TRY(check_length(*request.country, names.country, country_length_max));
    TRY(check_length(request.email, names.email, email_length_max));
    TRY(check_length(request.phone, names.phone, phone_length_max));

    Contacts contacts;
    if (request.country) {
        auto const country = find_country(*request.country);
        if (country) contacts.country = country->name;
    }
    if (!request.email.empty()) {
        // What could never be sent is refused before the old code ends. Whether the mailbox exists,
        // only delivery can show.
        auto address = mailable_address(request.email);
        if (!address) return invalid_field(names.email, Fault::wrong_format, "name@domain");
        contacts.email = std::move(*address);
    }
    if (!request.phone.empty()) {
        contacts.phone =
            TRY(read_phone(request.phone, request.country, numbers, names.phone, names.country));
    }
    return contacts;
}

Status require_deliverable(Contacts const& contacts, ContactFieldNames const& names) {
    bool const has_china_phone = contacts.phone.starts_with(mainland_china_prefix);
    if (!contacts.email.empty() || has_china_phone) return Done{};
    return invalid_field(names.email, Fault::missing, "an email or a smsNumber of mainland China");
}

}  // namespace roomkey
