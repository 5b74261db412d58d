#include "domain/activation/typed_text.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

bool is_blank(char32_t point) {
    constexpr char32_t braille_blank = U'\u2800';
    auto const character = static_cast<UChar32>(point);
    return u_isUWhiteSpace(character) != 0 || point == braille_blank ||
           u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_dash(char32_t point) {
    // Not dashes in Unicode, but what keyboards and input methods produce for one.
    constexpr std::array<char32_t, 5> look_alikes{
        U'\u02D7',   // modifier letter minus sign
        U'\u2043',   // hyphen bullet
        U'\u2500',   // box drawings light horizontal
        U'\u30FC',   // katakana-hiragana prolonged sound mark
        U'\uFF70'};  // the same, half-width
    auto const character = static_cast<UChar32>(point);
    return u_hasBinaryProperty(character, UCHAR_DASH) != 0 ||
           u_hasBinaryProperty(character, UCHAR_HYPHEN) != 0 ||
           std::find(look_alikes.begin(), look_alikes.end(), point) != look_alikes.end();
}

char plain_character(char32_t point) {
    constexpr char32_t full_width_first = 0xFF01;
    constexpr char32_t full_width_last = 0xFF5E;
    if (auto const digit = u_charDigitValue(static_cast<UChar32>(point)); digit >= 0) {
        return static_cast<char>('0' + digit);
    }
    if (point < 0x80) return static_cast<char>(point);
    if (point < full_width_first || point > full_width_last) return '?';
    return static_cast<char>(point - full_width_first + '!');
}

}  // namespace

std::string plain_code(std::string_view text) {
    auto const points = utf8_code_points(text);
    if (!points) return {};
    std::string plain;
    for (auto const point : *points) {
        if (!is_blank(point) && !is_dash(point)) plain.push_back(plain_character(point));
    }
    return plain;
}

std::string_view without_outer_blanks(std::string_view text) {
    auto const points = utf8_code_points(text);
    if (!points) return text;
    auto const first = std::find_if_not(points->begin(), points->end(), is_blank);
    auto const last =
        std::find_if_not(points->rbegin(), std::make_reverse_iterator(first), is_blank);
    auto const kept = static_cast<std::size_t>(last.base() - points->begin());
    auto const before = static_cast<std::size_t>(first - points->begin());
    text = utf8_start(text, kept);
    return text.substr(utf8_start(text, before).size());
}

bool is_printable(std::string_view text) {
    auto const points = utf8_code_points(text);
    return points && std::all_of(points->begin(), points->end(), [](char32_t point) {
               auto const kind = U_MASK(u_charType(static_cast<UChar32>(point)));
               constexpr auto line_ends = U_GC_ZL_MASK | U_GC_ZP_MASK;
               return (kind & (U_GC_C_MASK | line_ends)) == 0;
           });
}

}  // namespace roomkey
