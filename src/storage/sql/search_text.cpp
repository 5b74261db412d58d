#include "storage/sql/search_text.hpp"

#include "base/ascii.hpp"

namespace roomkey {
namespace {

/// An engine may put it between the fields that are searched as one.
constexpr char separator = '\x1F';

}  // namespace

std::optional<std::string> searched_text(std::string const& text) {
    if (text.find(separator) != std::string::npos) return std::nullopt;
    return lower_text(text);
}

}  // namespace roomkey
