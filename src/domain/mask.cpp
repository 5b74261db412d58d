#include "domain/mask.hpp"

#include <algorithm>
#include <cstddef>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr char const* phone_stars = "****";
constexpr char const* email_stars = "***";

struct Kept {
    std::size_t head = 0;
    std::size_t tail = 0;
};

/// How many characters of a number of `length` stay readable: the rest, never fewer than four,
/// is what someone would have to guess.
Kept kept_of(std::size_t length) {
    constexpr std::size_t head_max = 6;
    constexpr std::size_t tail_max = 4;
    constexpr std::size_t hidden_min = 4;
    if (length >= 12) return {std::min(head_max, length - tail_max - hidden_min), tail_max};
    if (length >= 8) return {length - 8, 2};
    return {};
}

}  // namespace

std::string mask_phone(std::string_view phone) {
    if (phone.empty()) return {};
    auto const length = utf8_length(phone);
    if (!length || has_control_character(phone)) return phone_stars;
    auto const kept = kept_of(*length);
    if (kept.tail == 0) return phone_stars;
    std::string masked(utf8_start(phone, kept.head));
    masked.append(*length - kept.head - kept.tail, '*');
    masked += phone.substr(utf8_start(phone, *length - kept.tail).size());
    return masked;
}

std::string mask_email(std::string_view email) {
    if (email.empty()) return {};
    auto const at = email.rfind('@');
    if (at == std::string_view::npos || has_control_character(email)) return email_stars;
    auto const local = email.substr(0, at);
    auto const length = utf8_length(local);
    // One character shown of one would be the whole name.
    bool const shows_first = length && *length > 1;
    std::string masked(utf8_start(local, shows_first ? 1 : 0));
    masked += email_stars;
    masked += email.substr(at);
    return masked;
}

}  // namespace roomkey
