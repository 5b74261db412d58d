#include "api/language.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "net/weighted_list.hpp"

namespace roomkey {
namespace {

bool is_language(std::string_view range, char first, char second) {
    return range.size() >= 2 && lower(range[0]) == first && lower(range[1]) == second &&
           (range.size() == 2 || range[2] == '-' || range[2] == '_');
}

}  // namespace

std::optional<Language> stated_language(std::string_view accept_language) {
    int english = 0;
    int chinese = 0;
    int any = 0;
    int position = 0;
    // Of equal weights the earlier one wins; the position breaks the tie.
    auto const rank = [&](int weight) { return weight == 0 ? 0 : weight * 100 - position; };
    for (auto const& [range, weight] : parse_weighted_list(accept_language)) {
        if (is_language(range, 'e', 'n')) english = std::max(english, rank(weight));
        if (is_language(range, 'z', 'h')) chinese = std::max(chinese, rank(weight));
        if (range == "*") any = std::max(any, rank(weight));
        ++position;
    }
    // What is not excluded and not named may be either; that is no wish.
    auto const best = std::max(english, chinese);
    if (best == 0 || any > best) return std::nullopt;
    return english > chinese ? Language::en_us : Language::zh_cn;
}

std::optional<Language> message_language(std::string_view accept_language) {
    for (auto const& [range, weight] : parse_weighted_list(accept_language)) {
        if (range == "*" && weight > 0) return std::nullopt;
    }
    return stated_language(accept_language);
}

Language preferred_language(std::string_view accept_language) {
    return stated_language(accept_language).value_or(Language::zh_cn);
}

}  // namespace roomkey
