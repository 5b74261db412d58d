#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// The code that somebody typed or pasted, in the form in which codes are looked up; empty if
/// `text` cannot be a code of any format. The one reading of codes, wherever they are presented.
std::optional<std::string> typed_code(std::string_view text);

}  // namespace roomkey
