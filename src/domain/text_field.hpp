#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

/// Checks that `text` is UTF-8 of `length_min`..`length_max` characters (code points) without
/// hidden ones (`has_hidden_character`); `invalid_parameter` naming `field` otherwise. An empty
/// text that must not be is `missing`; nor may such a text consist of blanks.
Status check_text(std::string_view text, std::string const& field, std::size_t length_min,
                  std::size_t length_max);

/// The contract's pattern of department codes: [0-9A-Za-z_-]*, at most 32 characters.
Status check_department_code(std::string_view text, std::string const& field);

}  // namespace roomkey
