#include "base/plain_text.hpp"

#include <unicode/utf16.h>

#include <cstddef>
#include <cstdint>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";

/// `bytes` come after the mark.
std::optional<std::string> from_utf16(std::string_view bytes, bool is_little) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    auto const unit = [&](std::size_t at) -> char32_t {
        auto const first = static_cast<std::uint8_t>(bytes[at]);
        auto const second = static_cast<std::uint8_t>(bytes[at + 1]);
        return is_little ? char32_t{first} | (char32_t{second} << 8U)
                         : (char32_t{first} << 8U) | char32_t{second};
    };
    std::string text;
    // It may be a secret: growing would leave copies of it behind.
    text.reserve(bytes.size() / 2 * 3);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        auto point = unit(at);
        if (U16_IS_TRAIL(point)) return std::nullopt;
        if (U16_IS_LEAD(point)) {
            at += 2;
            if (at == bytes.size() || !U16_IS_TRAIL(unit(at))) return std::nullopt;
            point = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(point, unit(at)));
        }
        append_utf8(text, point);
    }
    return text;
}

void end_lines_plainly(std::string& text) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const is_first_of_two =
            text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (!is_first_of_two) text[kept++] = text[at];
    }
    text.resize(kept);
}

}  // namespace

std::optional<std::string> utf8_text(std::string_view bytes) {
    if (bytes.starts_with(utf16_little_mark)) {
        return from_utf16(bytes.substr(2), /*is_little=*/true);
    }
    if (bytes.starts_with(utf16_big_mark)) {
        return from_utf16(bytes.substr(2), /*is_little=*/false);
    }
    if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
    if (!utf8_length(bytes)) return std::nullopt;
    return std::string{bytes};
}

std::optional<std::string> plain_text(std::string_view bytes) {
    auto text = utf8_text(bytes);
    if (!text || text->find('\0') != std::string::npos) return std::nullopt;
    end_lines_plainly(*text);
    return text;
}

}  // namespace roomkey
