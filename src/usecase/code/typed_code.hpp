#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/corp.hpp"

namespace roomkey {

/// The code that somebody typed or pasted, in the form in which codes are looked up; empty if
/// `text` cannot be a code of any format. The one reading of codes, wherever they are presented.
std::optional<std::string> typed_code(std::string_view text);

/// The part of a code of this alphabet that somebody typed or pasted, of `code_part_length_min`
/// characters at least; empty if `text` cannot be one.
std::optional<std::string> typed_code_part(std::string_view text, CodeFormat::Alphabet alphabet);

/// Shorter parts are in so many codes that finding them tells nothing.
constexpr std::size_t code_part_length_min = 3;

}  // namespace roomkey
