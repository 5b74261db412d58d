#include "base/utf8.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace roomkey {
namespace {

/// Calls `take` with each code point, negative where the text is malformed, as long as it returns
/// true; false if it did not.
template <class Take>
bool each_code_point(std::string_view text, Take take) {
    auto const length = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < length;) {
        UChar32 point = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // Inside of ICU's macro.
        U8_NEXT(text.data(), at, length, point);
#pragma GCC diagnostic pop
        if (!take(point)) return false;
    }
    return true;
}

}  // namespace

std::optional<std::vector<char32_t>> utf8_code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    bool const is_whole = each_code_point(text, [&](UChar32 point) {
        points.push_back(static_cast<char32_t>(point));
        return point >= 0;
    });
    if (!is_whole) return std::nullopt;
    return points;
}

std::vector<char32_t> shown_code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    each_code_point(text, [&](UChar32 point) {
        points.push_back(point < 0 ? U'\uFFFD' : static_cast<char32_t>(point));
        return true;
    });
    return points;
}

std::optional<std::size_t> utf8_length(std::string_view text) {
    std::size_t count = 0;
    bool const is_whole = each_code_point(text, [&](UChar32 point) {
        ++count;
        return point >= 0;
    });
    if (!is_whole) return std::nullopt;
    return count;
}

std::string_view utf8_start(std::string_view text, std::size_t count) {
    auto const length = static_cast<std::int64_t>(text.size());
    auto const points = static_cast<std::int32_t>(std::min(count, text.size()));
    std::int64_t end = 0;
    U8_FWD_N(text.data(), end, length, points);
    return text.substr(0, static_cast<std::size_t>(end));
}

void append_utf8(std::string& text, char32_t point) {
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, point);
    text.append(bytes.data(), length);
}

bool has_control_character(std::string_view text) {
    return !each_code_point(text,
                            [](UChar32 point) { return point >= 0 && u_isISOControl(point) == 0; });
}

bool disturbs_line(char32_t point) {
    auto const character = static_cast<UChar32>(point);
    constexpr auto kinds = U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    return (U_MASK(u_charType(character)) & kinds) != 0 || point == U'\uFEFF' ||
           u_hasBinaryProperty(character, UCHAR_BIDI_CONTROL) != 0;
}

std::string one_line(std::string_view text, char instead) {
    auto points = shown_code_points(text);
    std::replace_if(points.begin(), points.end(), disturbs_line, static_cast<char32_t>(instead));
    std::string line;
    line.reserve(text.size());
    for (auto const point : points) append_utf8(line, point);
    return line;
}

}  // namespace roomkey
