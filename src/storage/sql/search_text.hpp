#pragma once

#include <optional>
#include <string>

namespace roomkey {

/// What a substring search compares with: `text` in lower-case ASCII. Empty if no searched field
/// can contain it.
std::optional<std::string> searched_text(std::string const& text);

}  // namespace roomkey
