#include "cli/text/nearest_name.hpp"

#include <algorithm>
#include <cstddef>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

constexpr std::size_t slips_max = 2;

/// How many letters have to be changed, added or removed to make one of the other (Levenshtein).
std::size_t slips_between(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j < row.size(); ++j) {
            auto const changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_name(std::string_view typed, std::vector<std::string> const& names) {
    std::string nearest;
    auto least = slips_max + 1;
    for (auto const& name : names) {
        // What is far longer needs no comparison, which takes as long as both together are.
        if (typed.size() > name.size() + slips_max) continue;
        auto const slips = slips_between(lower_text(typed), lower_text(name));
        if (slips >= least || slips * 2 >= name.size()) continue;
        least = slips;
        nearest = name;
    }
    return nearest;
}

}  // namespace roomkey
