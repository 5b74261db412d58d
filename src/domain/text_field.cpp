#include "domain/text_field.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr std::size_t department_code_length_max = 32;

bool is_code_character(char character) {
    return is_letter_or_digit(character) || character == '_' || character == '-';
}

}  // namespace

Status check_text(std::string_view text, std::string const& field, std::size_t length_min,
                  std::size_t length_max) {
    if (text.empty() && length_min > 0) return invalid_field(field, Fault::missing);
    auto const length = utf8_length(text);
    if (!length) return invalid_field(field, Fault::wrong_format, "UTF-8");
    if (*length < length_min || *length > length_max) {
        return invalid_field(field, Fault::wrong_length,
                             std::to_string(length_min) + ".." + std::to_string(length_max));
    }
    if (has_hidden_character(text)) {
        return invalid_field(field, Fault::wrong_format, "no control or invisible characters");
    }
    if (length_min > 0 && !has_visible_character(text)) {
        return invalid_field(field, Fault::wrong_format, "a visible character");
    }
    return Done{};
}

Status check_department_code(std::string_view text, std::string const& field) {
    if (text.size() > department_code_length_max) {
        return invalid_field(field, Fault::wrong_length, "0..32");
    }
    if (!std::all_of(text.begin(), text.end(), is_code_character)) {
        return invalid_field(field, Fault::wrong_format, "[0-9A-Za-z_-]*");
    }
    return Done{};
}

}  // namespace roomkey
