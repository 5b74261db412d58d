#include "delivery/sms_alphabet.hpp"

#include <unicode/translit.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <memory>
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

/// What is not of GSM-7 becomes ASCII where Unicode has a form of it, and pictures, marks and what
/// cannot be seen go. The first rule is for what Latin-ASCII (CLDR) leaves or writes otherwise.
constexpr char16_t const* rules =
    u"[`´] > \\'; [„‟«»「」『』] > \\\"; [·•] > '.'; 【 > '('; 】 > ')'; × > x; ° > o; ¢ > c;"
    u"::Latin-ASCII; ::NFKD;"
    u"::[[:M:][:So:][:Cf:][:Extended_Pictographic:][:Emoji_Modifier:]] Remove;";

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

/// Null if ICU has not the data. Thread-safe.
icu::Transliterator const* plain_forms() {
    static std::unique_ptr<icu::Transliterator const> const forms = [] {
        UErrorCode code = U_ZERO_ERROR;
        UParseError place{};
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createFromRules("GSM-7", rules, UTRANS_FORWARD, place, code));
        if (U_FAILURE(code)) return std::unique_ptr<icu::Transliterator>{};
        auto others = std::make_unique<icu::UnicodeSet>(0, UCHAR_MAX_VALUE);
        for (auto const characters : {basic_characters, extension_characters}) {
            for (auto const point : characters) others->remove(static_cast<UChar32>(point));
        }
        made->adoptFilter(others.release());
        return made;
    }();
    return forms.get();
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
    if (!utf8_length(text) || plain_forms() == nullptr) return std::nullopt;
    auto characters = icu::UnicodeString::fromUTF8(text);
    plain_forms()->transliterate(characters);
    std::string plain;
    characters.toUTF8String(plain);
    bool const is_lost = plain.find_first_not_of(' ') == std::string::npos && !text.empty();
    if (is_lost || sms_size(plain)->encoding != SmsEncoding::gsm7) return std::nullopt;
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
        ++kept;
    }
    return std::string(utf8_start(text, kept)) + std::string(ellipsis);
}

}  // namespace roomkey
