#include "storage/sql/search/search_text.hpp"

#include "base/folded_text.hpp"

namespace roomkey {

std::optional<std::string> searched_text(std::string const& key) {
    if (key.find(field_separator) != std::string::npos) return std::nullopt;
    auto folded = folded_text(key);
    // Only of characters that folding drops, so it is no part of any name.
    if (folded.empty() && !key.empty()) return std::nullopt;
    return folded;
}

}  // namespace roomkey
