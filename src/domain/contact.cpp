#include "domain/contact.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "domain/country.hpp"

namespace roomkey {
namespace {

constexpr std::string_view mainland_china_prefix = "+86";

Status check_length(std::string const& text, std::string const& name, std::size_t max) {
    auto const length = utf8_length(text);
    if (!length) return invalid_field(name, Fault::wrong_format, "UTF-8");
    if (*length > max) return invalid_field(name, Fault::wrong_length, "0.." + std::to_string(max));
    return Done{};
}

bool is_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Deliberately loose: one @ with something on both sides and a domain made of labels. Whether the
// mailbox exists only delivery can tell.
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

Result<std::string> check_phone(ContactRequest const& request, ContactFieldNames const& names) {
    bool const has_plus = request.phone.front() == '+';
    auto const digits = std::string_view(request.phone).substr(has_plus ? 1 : 0);
    if (!is_digits(digits)) return invalid_field(names.phone, Fault::wrong_format, "^[+]?[0-9]+$");

    auto const country = request.country.value_or(std::string(country_default));
    auto const code = calling_code(country);
    if (!has_plus) {
        if (!code) return invalid_field(names.country, Fault::unknown_value);
        return "+" + std::string(*code) + std::string(digits);
    }
    if (request.country && code && !digits.starts_with(*code)) {
        return invalid_field(names.phone, Fault::wrong_format, "+" + std::string(*code) + "...");
    }
    return request.phone;
}

}  // namespace

Result<Contacts> check_contacts(ContactRequest const& request, ContactFieldNames const& names) {
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
    if (!request.phone.empty()) contacts.phone = TRY(check_phone(request, names));
    return contacts;
}

Status require_deliverable(Contacts const& contacts, ContactFieldNames const& names) {
    bool const has_china_phone = contacts.phone.starts_with(mainland_china_prefix);
    if (contacts.email.empty() && !has_china_phone)
        return invalid_field(names.email, Fault::missing);
    return Done{};
}

}  // namespace roomkey
