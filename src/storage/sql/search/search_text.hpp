#pragma once

#include <optional>
#include <string>

namespace roomkey {

/// Stands between fields that are searched as one text; no key has it.
constexpr char field_separator = '\x1F';

/// What a substring search looks for instead of `key`: its folded text. Empty if no searched field
/// can contain it.
std::optional<std::string> searched_text(std::string const& key);

}  // namespace roomkey
