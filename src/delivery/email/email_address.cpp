#include "delivery/email/email_address.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

// RFC 5321 section 4.5.3.1; the path's 256 count its angle brackets.
constexpr std::size_t address_length_max = 254;
constexpr std::size_t local_length_max = 64;
// RFC 1035 section 2.3.4; a name's 255 bytes count a length before each label and the root.
constexpr std::size_t host_name_length_max = 253;
constexpr std::size_t label_length_max = 63;

bool is_atom(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_atom_character);
}

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= label_length_max && text.front() != '-' &&
           text.back() != '-' && std::all_of(text.begin(), text.end(), [](char c) {
               return is_letter_or_digit(c) || c == '-';
           });
}

template <class Accepts>
bool all_between_dots(std::string_view text, Accepts accepts) {
    for (;;) {
        auto const dot = text.find('.');
        if (!accepts(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_atom_character(char c) {
    return is_letter_or_digit(c) ||
           std::string_view{"!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

bool is_host_name(std::string_view text) {
    return text.size() <= host_name_length_max && all_between_dots(text, is_label);
}

Result<EmailAddress> EmailAddress::parse(std::string_view text) {
    bool const is_ascii = std::all_of(text.begin(), text.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!is_ascii) return invalid_field("address", Fault::not_allowed, "ASCII characters");
    auto const at = text.find('@');
    bool const is_address = at <= local_length_max && text.size() <= address_length_max &&
                            all_between_dots(text.substr(0, at), is_atom) &&
                            is_host_name(text.substr(at + 1));
    if (!is_address) return invalid_field("address", Fault::wrong_format, "name@domain");
    return EmailAddress(std::string(text));
}

}  // namespace roomkey
