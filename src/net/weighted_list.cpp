#include "net/weighted_list.hpp"

#include "base/ascii.hpp"

namespace roomkey {
namespace {

constexpr std::size_t items_max = 99;

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

}  // namespace

std::vector<WeightedItem> parse_weighted_list(std::string_view text) {
    std::vector<WeightedItem> items;
    while (!text.empty() && items.size() < items_max) {
        auto const comma = text.find(',');
        auto const item = text.substr(0, comma);
        auto const semicolon = item.find(';');
        auto const parameters =
            semicolon == std::string_view::npos ? std::string_view{} : item.substr(semicolon + 1);
        items.push_back({trimmed(item.substr(0, semicolon)), weight_of(parameters)});
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    return items;
}

}  // namespace roomkey
