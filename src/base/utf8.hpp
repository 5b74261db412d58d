#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace roomkey {

/// The code points of `text`; empty if it is not well-formed UTF-8 (RFC 3629: no overlong forms,
/// no surrogates, nothing above U+10FFFF).
std::optional<std::vector<char32_t>> utf8_code_points(std::string_view text);

/// The number of code points, which is what the contract's "characters" count; empty if
/// malformed.
std::optional<std::size_t> utf8_length(std::string_view text);

/// True if `text` has a control character (U+0000..U+001F, U+007F..U+009F).
bool has_control_character(std::string_view text);

}  // namespace roomkey
