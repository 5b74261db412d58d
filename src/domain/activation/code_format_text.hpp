#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/corp.hpp"

namespace roomkey {

/// "digits:11" or "crockford".
std::string code_format_text(CodeFormat const& format);

/// The inverse. Empty if malformed; a length out of range is for the use case to refuse.
std::optional<CodeFormat> parse_code_format(std::string_view text);

}  // namespace roomkey
