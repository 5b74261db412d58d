#include "base/plain_text.hpp"

#include <cstddef>
#include <cstdint>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";

bool is_surrogate(char32_t unit, char32_t first) { return unit >= first && unit < first + 0x400; }

void append_utf8(std::string& text, char32_t point) {
    auto const add = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    auto const add_rest = [&](unsigned shift) { add(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) return add(point);
    if (point < 0x800) {
        add(0xC0U | (point >> 6U));
        return add_rest(0);
    }
    if (point < 0x10000) {
        add(0xE0U | (point >> 12U));
    } else {
        add(0xF0U | (point >> 18U));
        add_rest(12);
    }
    add_rest(6);
    add_rest(0);
}

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
        if (is_surrogate(point, 0xDC00)) return std::nullopt;
        if (is_surrogate(point, 0xD800)) {
            at += 2;
            if (at == bytes.size() || !is_surrogate(unit(at), 0xDC00)) return std::nullopt;
            point = 0x10000 + ((point - 0xD800) << 10U) + (unit(at) - 0xDC00);
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

std::optional<std::string> plain_text(std::string_view bytes) {
    std::optional<std::string> text;
    if (bytes.starts_with(utf16_little_mark)) {
        text = from_utf16(bytes.substr(2), /*is_little=*/true);
    } else if (bytes.starts_with(utf16_big_mark)) {
        text = from_utf16(bytes.substr(2), /*is_little=*/false);
    } else {
        if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
        text.emplace(bytes);
    }
    bool const is_text = text && utf8_length(*text) && text->find('\0') == std::string::npos;
    if (!is_text) return std::nullopt;
    end_lines_plainly(*text);
    return text;
}

}  // namespace roomkey
