#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace roomkey {

inline std::string utf16_of(std::string_view text, bool is_little) {
    std::string bytes;
    auto const add = [&](char32_t unit) {
        auto const low = static_cast<char>(unit & 0xFFU);
        auto const high = static_cast<char>(unit >> 8U);
        bytes += is_little ? std::string{low, high} : std::string{high, low};
    };
    add(0xFEFF);
    auto const points = utf8_code_points(text).value();
    for (auto const point : points) {
        if (point < 0x10000) {
            add(point);
        } else {
            add(0xD800 + ((point - 0x10000) >> 10U));
            add(0xDC00 + ((point - 0x10000) & 0x3FFU));
        }
    }
    return bytes;
}

/// What editors make of `text`, which is UTF-8 with "\n": each with a name for messages.
inline std::vector<std::pair<std::string, std::string>> encodings_of(std::string_view text) {
    std::string with_crlf;
    for (char const c : text) with_crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    std::string const mark = "\xEF\xBB\xBF";
    return {{"byte order mark", mark + std::string(text)},
            {"CRLF", with_crlf},
            {"byte order mark and CRLF", mark + with_crlf},
            {"UTF-16LE", utf16_of(with_crlf, true)},
            {"UTF-16BE", utf16_of(with_crlf, false)}};
}

}  // namespace roomkey
