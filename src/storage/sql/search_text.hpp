#pragma once

#include <optional>
#include <string>

namespace roomkey {

/// What a substring search compares with: `text` with small ASCII letters. Empty if no searched
/// field can contain it.
std::optional<std::string> searched_text(std::string text);

}  // namespace roomkey
