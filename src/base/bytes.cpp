#include "base/bytes.hpp"

namespace roomkey {
namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_value(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

}  // namespace

std::string to_hex(std::uint8_t const* data, std::size_t count) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
        text.push_back(digits[data[i] >> 4U]);
        text.push_back(digits[data[i] & 0x0FU]);
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        int const high = hex_value(text[i]);
        int const low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string to_base64(std::string_view data) {
    std::string text;
    text.reserve((data.size() + 2) / 3 * 4);
    std::uint32_t window = 0;
    int bits = 0;
    for (char const character : data) {
        window = (window << 8U) | static_cast<std::uint8_t>(character);
        for (bits += 8; bits >= 6; bits -= 6) {
            text.push_back(base64_alphabet[(window >> static_cast<unsigned>(bits - 6)) & 0x3FU]);
        }
    }
    if (bits > 0)
        text.push_back(base64_alphabet[(window << static_cast<unsigned>(6 - bits)) & 0x3FU]);
    while (text.size() % 4 != 0) text.push_back('=');
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    while (!text.empty() && text.back() == '=' && text.size() % 4 == 0) {
        text.remove_suffix(1);
        if (text.empty() || text.back() != '=') break;
        text.remove_suffix(1);
        break;
    }
    if (text.size() % 4 == 1) return std::nullopt;
    std::string data;
    data.reserve(text.size() * 3 / 4);
    std::uint32_t window = 0;
    int bits = 0;
    for (char const character : text) {
        auto const value = base64_alphabet.find(character);
        if (value == std::string_view::npos) return std::nullopt;
        window = (window << 6U) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            data.push_back(static_cast<char>((window >> static_cast<unsigned>(bits)) & 0xFFU));
        }
    }
    return data;
}

}  // namespace roomkey
