#include "base/folded_text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstdint>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr std::string_view dotless_i = "\u0131";
constexpr std::string_view dot_above = "i\u0307";

/// Empty if ICU has not the data.
std::string case_folded(std::string_view text) {
    UErrorCode code = U_ZERO_ERROR;
    auto const* const forms = icu::Normalizer2::getNFKCCasefoldInstance(code);
    std::string folded;
    if (U_FAILURE(code)) return folded;
    icu::StringByteSink<std::string> sink(&folded, static_cast<std::int32_t>(text.size()));
    forms->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                         code);
    return folded;
}

bool replace_all(std::string& text, std::string_view part, std::string_view by) {
    bool is_changed = false;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
        text.replace(at, part.size(), by);
        is_changed = true;
    }
    return is_changed;
}

}  // namespace

std::string folded_text(std::string_view text) {
    bool const is_ascii = std::all_of(text.begin(), text.end(), [](char each) {
        return static_cast<unsigned char>(each) < 0x80;
    });
    if (is_ascii || !utf8_length(text)) return lower_text(text);
    auto folded = case_folded(text);
    bool const had_dot = replace_all(folded, dot_above, "i");
    replace_all(folded, dotless_i, "i");
    // Without the dot a further accent may go together with the letter.
    return had_dot ? case_folded(folded) : folded;
}

}  // namespace roomkey
