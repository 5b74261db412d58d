#include "base/percent.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/bytes.hpp"

namespace roomkey {

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        auto const byte = from_hex(text.substr(i + 1, 2));
        if (!byte) return std::nullopt;
        decoded.push_back(static_cast<char>(byte->front()));
        i += 2;
    }
    return decoded;
}

std::optional<std::string> form_decoded(std::string_view text) {
    std::string plain(text);
    std::replace(plain.begin(), plain.end(), '+', ' ');
    return percent_decoded(plain);
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (char const c : text) {
        if (is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded += c;
        } else {
            auto const byte = static_cast<std::uint8_t>(c);
            encoded += '%' + to_hex(&byte, 1);
        }
    }
    return encoded;
}

std::vector<std::pair<std::string_view, std::string_view>> query_pairs(std::string_view text) {
    std::vector<std::pair<std::string_view, std::string_view>> pairs;
    while (!text.empty()) {
        auto const item = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(item.size() + 1, text.size()));
        if (item.empty()) continue;
        auto const name = item.substr(0, item.find('='));
        pairs.emplace_back(name, item.substr(std::min(name.size() + 1, item.size())));
    }
    return pairs;
}

}  // namespace roomkey
