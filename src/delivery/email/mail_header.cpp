#include "delivery/email/mail_header.hpp"

#include <unicode/utf8.h>

#include <algorithm>

#include "base/bytes.hpp"
#include "delivery/email/email_address.hpp"

namespace roomkey {
namespace {

/// Fits a line of 78 characters after "Subject: " (RFC 5322 section 2.1.1).
constexpr std::size_t plain_length_max = 60;
/// 60 characters in base64; with what surrounds them, below the 75 of RFC 2047 section 2.
constexpr std::size_t word_bytes_max = 45;

bool is_plain(std::string_view text) {
    // "=?" would be taken for the start of an encoded word.
    return text.size() <= plain_length_max && text.find("=?") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// The longest beginning of `text` that fits a word and ends between two characters.
std::string_view first_word(std::string_view text) {
    if (text.size() <= word_bytes_max) return text;
    auto end = word_bytes_max;
    while (end > 0 && U8_IS_TRAIL(text[end])) --end;
    return text.substr(0, end);
}

}  // namespace

std::string header_text(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string header;
    while (!text.empty()) {
        auto const word = first_word(text);
        if (!header.empty()) header += "\r\n ";
        header += "=?UTF-8?B?" + to_base64(word) + "?=";
        text.remove_prefix(word.size());
    }
    return header;
}

std::string header_name(std::string_view name) {
    if (!is_plain(name)) return header_text(name);
    bool const is_words = !name.empty() && !name.starts_with(' ') && !name.ends_with(' ') &&
                          name.find("  ") == std::string_view::npos &&
                          std::all_of(name.begin(), name.end(),
                                      [](char c) { return c == ' ' || is_atom_character(c); });
    if (is_words) return std::string(name);
    std::string quoted = "\"";
    for (char const c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace roomkey
