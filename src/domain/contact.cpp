#include "domain/contact.hpp"

#include "base/utf8.hpp"
#include "domain/phone_reading.hpp"

namespace roomkey {
namespace {

Status check_length(std::string const& text, std::string const& name, std::size_t max) {
    auto const length = utf8_length(text);
    if (!length) return invalid_field(name, Fault::wrong_format, "UTF-8");
    if (*length > max) return invalid_field(name, Fault::wrong_length, "0.." + std::to_string(max));
    return Done{};
}

// Deliberately loose: one @ with something on both sides and a domain made of labels. Only delivery
// can show whether the mailbox exists.
bool is_email(std::string const& text) {
    auto const at = text.find('@');
    if (at == std::string::npos || at == 0 || at + 1 == text.size()) return false;
    if (text.find('@', at + 1) != std::string::npos) return false;
    auto const domain = std::string_view(text).substr(at + 1);
    if (domain.front() == '.' || domain.back() == '.' || domain.find("..") != domain.npos)
        return false;
    return text.find_first_of(" \t,;:<>()[]\\\"") == std::string::npos &&
           !has_control_character(text);
}

}  // namespace

Result<Contacts> check_contacts(ContactRequest const& request, PhoneNumbers const& numbers,
                                ContactFieldNames const& names) {
    if (request.country) TRY(check_length(*request.country, names.country, country_length_max));
    TRY(check_length(request.email, names.email, email_length_max));
    TRY(check_length(request.phone, names.phone, phone_length_max));

    Contacts contacts;
    if (!request.email.empty()) {
        if (!is_email(request.email)) {
            return invalid_field(names.email, Fault::wrong_format, "name@domain");
        }
        contacts.email = request.email;
    }
    if (!request.phone.empty()) {
        contacts.phone =
            TRY(read_phone(request.phone, request.country, numbers, names.phone, names.country));
    }
    return contacts;
}

Status require_deliverable(Contacts const& contacts, ContactFieldNames const& names) {
    bool const has_china_phone = contacts.phone.starts_with(mainland_china_prefix);
    if (contacts.email.empty() && !has_china_phone)
        return invalid_field(names.email, Fault::missing);
    return Done{};
}

}  // namespace roomkey
