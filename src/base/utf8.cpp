#include "base/utf8.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstddef>
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

UChar32 character(char32_t point) { return static_cast<UChar32>(point); }

bool is_mark(char32_t point) { return (U_MASK(u_charType(character(point))) & U_GC_M_MASK) != 0; }

bool is_selector(char32_t point) {
    return u_hasBinaryProperty(character(point), UCHAR_VARIATION_SELECTOR) != 0;
}

/// Of the flags of parts of countries.
bool is_tag(char32_t point) { return point >= 0xE0020 && point <= 0xE007F; }

bool is_picture(char32_t point) {
    return u_hasBinaryProperty(character(point), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
}

bool is_visible(char32_t point) {
    auto const kind = U_MASK(u_charType(character(point)));
    return (kind & (U_GC_Z_MASK | U_GC_C_MASK)) == 0 &&
           u_hasBinaryProperty(character(point), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0;
}

UJoiningType joining_type(char32_t point) {
    return static_cast<UJoiningType>(u_getIntPropertyValue(character(point), UCHAR_JOINING_TYPE));
}

/// The nearest point from `at` in the direction of `step` that `is_passed` does not hold of; 0 if
/// there is none.
template <class IsPassed>
char32_t nearest(std::vector<char32_t> const& points, std::size_t at, int step,
                 IsPassed is_passed) {
    auto index = static_cast<std::ptrdiff_t>(at) + step;
    auto const end = static_cast<std::ptrdiff_t>(points.size());
    while (index >= 0 && index < end && is_passed(points[static_cast<std::size_t>(index)])) {
        index += step;
    }
    return index >= 0 && index < end ? points[static_cast<std::size_t>(index)] : U'\0';
}

/// Whether the joiner at `at` changes what is seen: RFC 5892, Appendix A, and the sequences of
/// emoji (Unicode Technical Standard 51).
bool is_joiner_in_use(std::vector<char32_t> const& points, std::size_t at) {
    constexpr std::uint8_t virama = 9;
    if (at == 0 || at + 1 == points.size()) return false;
    if (u_getCombiningClass(character(points[at - 1])) == virama) return true;
    if (points[at] == U'\u200D') {
        auto const is_modifier = [](char32_t point) {
            return is_selector(point) ||
                   u_hasBinaryProperty(character(point), UCHAR_EMOJI_MODIFIER) != 0;
        };
        return is_picture(nearest(points, at, -1, is_modifier)) && is_picture(points[at + 1]);
    }
    auto const is_transparent = [](char32_t point) {
        return joining_type(point) == U_JT_TRANSPARENT;
    };
    auto const before = joining_type(nearest(points, at, -1, is_transparent));
    auto const after = joining_type(nearest(points, at, 1, is_transparent));
    return (before == U_JT_LEFT_JOINING || before == U_JT_DUAL_JOINING) &&
           (after == U_JT_RIGHT_JOINING || after == U_JT_DUAL_JOINING);
}

/// Whether the point at `at`, which nobody sees, changes what is seen.
bool is_in_use(std::vector<char32_t> const& points, std::size_t at) {
    auto const point = points[at];
    if (point == U'\u200C' || point == U'\u200D') return is_joiner_in_use(points, at);
    if (at == 0) return false;
    auto const before = points[at - 1];
    if (is_selector(point)) return is_visible(before);
    return is_tag(point) && (is_tag(before) || is_picture(before));
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

std::string shortened(std::string_view text, std::size_t count) {
    // Cut at the end, it has no more than so many.
    if (utf8_start(text, count).size() == text.size()) return std::string(text);
    return std::string(utf8_start(text, count - 1)) + "…";
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

void append_escape(std::string& text, char32_t point) {
    static constexpr std::string_view hex = "0123456789abcdef";
    text += "\\u";
    for (unsigned const shift : {12U, 8U, 4U, 0U}) text += hex[(point >> shift) & 0xFU];
}

std::string with_escapes(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (auto const point : shown_code_points(text)) {
        if (disturbs_line(point)) {
            append_escape(escaped, point);
        } else {
            append_utf8(escaped, point);
        }
    }
    return escaped;
}

bool has_hidden_character(std::string_view text) {
    auto const points = utf8_code_points(text);
    if (!points) return true;
    for (std::size_t at = 0; at < points->size(); ++at) {
        auto const point = (*points)[at];
        if (disturbs_line(point)) return true;
        bool const is_unseen =
            u_hasBinaryProperty(character(point), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
        if (is_unseen && !is_in_use(*points, at)) return true;
        if (at == 0 && is_mark(point)) return true;
    }
    return false;
}

bool has_visible_character(std::string_view text) {
    // What ICU does not know yet may be a picture, and fonts draw what is for private use.
    constexpr auto unseen_kinds = U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
    constexpr UChar32 blank_of_braille = 0x2800;
    return !each_code_point(text, [](UChar32 point) {
        return point < 0 || point == blank_of_braille ||
               (U_MASK(u_charType(point)) & unseen_kinds) != 0 ||
               u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
    });
}

bool is_one_line(std::string_view text) {
    return each_code_point(text, [](UChar32 point) {
        return point >= 0 && !disturbs_line(static_cast<char32_t>(point));
    });
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
