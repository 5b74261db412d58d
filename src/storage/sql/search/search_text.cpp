#include "storage/sql/search/search_text.hpp"

#include "base/folded_text.hpp"

namespace roomkey {

std::optional<std::string> searched_text(std::string const& key) {
    if (key.find(field_separator) != std::string::npos) return std::nullopt;
    return folded_text(key);
}

}  // namespace roomkey
