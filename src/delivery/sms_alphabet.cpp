#include "delivery/sms_alphabet.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

/// 3GPP TS 23.038 section 6.2.1, in the order of the table; the escape is left out.
constexpr std::u32string_view basic_characters =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(basic_characters.size() == 127);

/// The same, section 6.2.1.1; each of these follows an escape.
constexpr std::u32string_view extension_characters = U"\f^{}\\[~]|€";

/// Characters and what they become where GSM-7 lacks them.
struct Replacement {
    std::u32string_view characters;
    std::string_view plain;
};

constexpr std::array replacements{
    Replacement{U"áâãāăąª", "a"},  Replacement{U"ÀÁÂÃĀĂĄ", "A"},
    Replacement{U"çćĉċč", "c"},    Replacement{U"ĆĈĊČ", "C"},
    Replacement{U"ďđð", "d"},      Replacement{U"ĎĐÐ", "D"},
    Replacement{U"êëēĕėęě", "e"},  Replacement{U"ÈÊËĒĔĖĘĚ", "E"},
    Replacement{U"ĝğġģ", "g"},     Replacement{U"ĜĞĠĢ", "G"},
    Replacement{U"ĥħ", "h"},       Replacement{U"ĤĦ", "H"},
    Replacement{U"íîïĩīĭįı", "i"}, Replacement{U"ÌÍÎÏĨĪĬĮİ", "I"},
    Replacement{U"ĵ", "j"},        Replacement{U"Ĵ", "J"},
    Replacement{U"ķĸ", "k"},       Replacement{U"Ķ", "K"},
    Replacement{U"ĺļľŀł", "l"},    Replacement{U"ĹĻĽĿŁ", "L"},
    Replacement{U"ńņňŋ", "n"},     Replacement{U"ŃŅŇŊ", "N"},
    Replacement{U"óôõōŏőº", "o"},  Replacement{U"ÒÓÔÕŌŎŐ", "O"},
    Replacement{U"ŕŗř", "r"},      Replacement{U"ŔŖŘ", "R"},
    Replacement{U"śŝşšșſ", "s"},   Replacement{U"ŚŜŞŠȘ", "S"},
    Replacement{U"ţťŧț", "t"},     Replacement{U"ŢŤŦȚ", "T"},
    Replacement{U"úûũūŭůűų", "u"}, Replacement{U"ÙÚÛŨŪŬŮŰŲ", "U"},
    Replacement{U"ŵ", "w"},        Replacement{U"Ŵ", "W"},
    Replacement{U"ýÿŷ", "y"},      Replacement{U"ÝŸŶ", "Y"},
    Replacement{U"źżž", "z"},      Replacement{U"ŹŻŽ", "Z"},
    Replacement{U"œ", "oe"},       Replacement{U"Œ", "OE"},
    Replacement{U"þ", "th"},       Replacement{U"Þ", "TH"},
    Replacement{U"ẞ", "ß"},        Replacement{U"©", "(c)"},
    Replacement{U"®", "(R)"},      Replacement{U"™", "(TM)"},
    Replacement{U"№", "No."},      Replacement{U"…", "..."},
    Replacement{U"‘’‚‛′`´", "'"},  Replacement{U"“”„‟″«»「」『』", "\""},
    Replacement{U"·•", "."},       Replacement{U"。", "."},
    Replacement{U"、", ","},       Replacement{U"【〔", "("},
    Replacement{U"】〕", ")"},     Replacement{U"×", "x"},
    Replacement{U"¢", "c"},        Replacement{U"°", "o"},
    Replacement{U"¦", "|"},        Replacement{U"‐‑‒–—―−", "-"},
};

struct Range {
    char32_t first;
    char32_t last;
};

/// Unicode 15: what carries no letter of a name. Combining marks, joiners, arrows and dingbats,
/// variation selectors, pictures.
constexpr std::array dropped{
    Range{0x0300, 0x036F}, Range{0x200B, 0x200D}, Range{0x2060, 0x2064},   Range{0x20D0, 0x20FF},
    Range{0x2190, 0x2BFF}, Range{0xFE00, 0xFE0F}, Range{0x1F000, 0x1FAFF}, Range{0xE0000, 0xE01EF},
};

bool is_in(std::u32string_view characters, char32_t point) {
    return characters.find(point) != std::u32string_view::npos;
}

/// 0 if GSM-7 has no such character.
std::size_t septets(char32_t point) {
    if (is_in(basic_characters, point)) return 1;
    return is_in(extension_characters, point) ? 2 : 0;
}

std::size_t units(char32_t point, SmsEncoding encoding) {
    if (encoding == SmsEncoding::gsm7) return septets(point);
    return point < 0x10000 ? 1 : 2;
}

std::size_t bytes_of(char32_t point) {
    if (point < 0x80) return 1;
    if (point < 0x800) return 2;
    return point < 0x10000 ? 3 : 4;
}

std::optional<std::string_view> plain_form(char32_t point) {
    auto const* const found = std::find_if(
        replacements.begin(), replacements.end(),
        [&](Replacement const& candidate) { return is_in(candidate.characters, point); });
    if (found != replacements.end()) return found->plain;
    bool const has_nothing = std::any_of(dropped.begin(), dropped.end(), [&](Range range) {
        return point >= range.first && point <= range.last;
    });
    if (has_nothing) return "";
    return std::nullopt;
}

/// The ASCII character that this is a wide, narrow or odd form of; 0 if it is none.
char ascii_form(char32_t point) {
    constexpr char32_t full_width_first = 0xFF01;
    constexpr char32_t full_width_last = 0xFF5E;
    if (point >= full_width_first && point <= full_width_last) {
        return static_cast<char>(point - full_width_first + U'!');
    }
    bool const is_blank = point == 0x00A0 || (point >= 0x2000 && point <= 0x200A) ||
                          point == 0x202F || point == 0x3000 || point == U'\t';
    return is_blank ? ' ' : '\0';
}

std::size_t length_of(std::vector<char32_t> const& points, SmsEncoding encoding) {
    std::size_t length = 0;
    for (auto const point : points) length += units(point, encoding);
    return length;
}

}  // namespace

std::size_t sms_length_max(SmsEncoding encoding) {
    return encoding == SmsEncoding::gsm7 ? 160 : 70;
}

std::optional<SmsSize> sms_size(std::string_view text) {
    auto const points = utf8_code_points(text);
    if (!points) return std::nullopt;
    bool const is_gsm7 = std::all_of(points->begin(), points->end(),
                                     [](char32_t point) { return septets(point) > 0; });
    auto const encoding = is_gsm7 ? SmsEncoding::gsm7 : SmsEncoding::ucs2;
    return SmsSize{encoding, length_of(*points, encoding)};
}

std::optional<std::string> gsm7_text(std::string_view text) {
    auto const points = utf8_code_points(text);
    if (!points) return std::nullopt;
    std::string plain;
    std::size_t offset = 0;
    for (auto const point : *points) {
        auto const same = text.substr(offset, bytes_of(point));
        offset += same.size();
        if (septets(point) > 0) {
            plain += same;
        } else if (char const ascii = ascii_form(point); ascii != '\0') {
            plain += ascii;
        } else {
            auto const form = plain_form(point);
            if (!form) return std::nullopt;
            plain += *form;
        }
    }
    bool const is_lost = plain.find_first_not_of(' ') == std::string::npos && !text.empty();
    if (is_lost) return std::nullopt;
    return plain;
}

std::string shortened_sms(std::string_view text, SmsEncoding encoding, std::size_t length_max) {
    auto const points = utf8_code_points(text).value_or(std::vector<char32_t>{});
    if (length_of(points, encoding) <= length_max) return std::string(text);
    bool const is_gsm7 = encoding == SmsEncoding::gsm7;
    std::string_view const ellipsis = is_gsm7 ? "..." : "…";
    std::size_t const ellipsis_length = is_gsm7 ? 3 : 1;
    if (length_max < ellipsis_length) return {};
    std::size_t left = length_max - ellipsis_length;
    std::size_t kept = 0;
    for (auto const point : points) {
        auto const length = units(point, encoding);
        if (length > left) break;
        left -= length;
        kept += bytes_of(point);
    }
    return std::string(text.substr(0, kept)) + std::string(ellipsis);
}

}  // namespace roomkey
