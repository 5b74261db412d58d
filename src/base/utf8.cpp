#include "base/utf8.hpp"

#include <cstdint>

namespace roomkey {
namespace {

/// Reads one code point at `position` and moves past it; empty if malformed.
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& position) {
    auto const byte = [&](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
    std::uint8_t const lead = byte(position);
    if (lead < 0x80) {
        ++position;
        return lead;
    }
    std::size_t const extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || position + extra >= text.size()) return std::nullopt;
    char32_t point = lead & (0x3FU >> extra);
    for (std::size_t i = 1; i <= extra; ++i) {
        if ((byte(position + i) & 0xC0U) != 0x80U) return std::nullopt;
        point = (point << 6U) | (byte(position + i) & 0x3FU);
    }
    bool const is_overlong = (extra == 2 && point < 0x800) || (extra == 3 && point < 0x10000);
    bool const is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (is_overlong || is_surrogate || point > 0x10FFFF) return std::nullopt;
    position += extra + 1;
    return point;
}

}  // namespace

std::optional<std::vector<char32_t>> utf8_code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        auto const point = next_code_point(text, position);
        if (!point) return std::nullopt;
        points.push_back(*point);
    }
    return points;
}

std::optional<std::size_t> utf8_length(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t position = 0; position < text.size(); ++count) {
        if (!next_code_point(text, position)) return std::nullopt;
    }
    return count;
}

bool has_control_character(std::string_view text) {
    for (std::size_t position = 0; position < text.size();) {
        auto const point = next_code_point(text, position);
        if (!point) return true;
        if (*point < 0x20 || (*point >= 0x7F && *point <= 0x9F)) return true;
    }
    return false;
}

}  // namespace roomkey
