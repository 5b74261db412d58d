#include "api/language.hpp"

#include <algorithm>
#include <string>

namespace roomkey {
namespace {

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Thousandths of "q=0.5"; 1000 if there is no weight, 0 if it is malformed.
int weight_of(std::string_view parameters) {
    auto const text = trimmed(parameters);
    if (text.empty()) return 1000;
    if (text.size() < 3 || (text[0] != 'q' && text[0] != 'Q') || text[1] != '=') return 0;
    auto const digits = text.substr(2);
    if (digits[0] == '1') return 1000;
    if (digits[0] != '0') return 0;
    int weight = 0;
    int unit = 100;
    for (std::size_t i = 2; i < digits.size() && unit > 0; ++i, unit /= 10) {
        if (digits[i] < '0' || digits[i] > '9') return 0;
        weight += (digits[i] - '0') * unit;
    }
    return weight;
}

bool is_language(std::string_view range, char first, char second) {
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return range.size() >= 2 && lower(range[0]) == first && lower(range[1]) == second &&
           (range.size() == 2 || range[2] == '-' || range[2] == '_');
}

}  // namespace

Language preferred_language(std::string_view accept_language) {
    int english = 0;
    int chinese = 0;
    int position = 0;
    // Of equal weights the earlier one wins; the position breaks the tie.
    auto const rank = [&](int weight) { return weight == 0 ? 0 : weight * 100 - position; };
    while (!accept_language.empty() && position < 99) {
        auto const comma = accept_language.find(',');
        auto const item = accept_language.substr(0, comma);
        auto const semicolon = item.find(';');
        auto const range = trimmed(item.substr(0, semicolon));
        int const weight = weight_of(
            semicolon == std::string_view::npos ? std::string_view{} : item.substr(semicolon + 1));
        if (is_language(range, 'e', 'n')) english = std::max(english, rank(weight));
        if (is_language(range, 'z', 'h') || range == "*") chinese = std::max(chinese, rank(weight));
        ++position;
        if (comma == std::string_view::npos) break;
        accept_language.remove_prefix(comma + 1);
    }
    return english > chinese ? Language::en_us : Language::zh_cn;
}

}  // namespace roomkey
