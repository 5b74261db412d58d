#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace roomkey {

/// Stands between fields that are searched as one text; no key has it.
constexpr char field_separator = '\x1F';

/// The longest parts of texts that indexes of substrings have.
constexpr std::size_t gram_length_max = 3;

/// What a substring search looks for instead of `key`: its folded text. Empty if no searched field
/// can contain it.
std::optional<std::string> searched_text(std::string const& key);

}  // namespace roomkey
