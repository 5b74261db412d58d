#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// Whether texts can be decoded from an encoding of this name, in any of its spellings:
/// "gb18030", "GBK", "windows-1252".
bool is_text_encoding(std::string const& name);

/// A text of this encoding in UTF-8; empty if these bytes are none.
std::optional<std::string> decoded_text(std::string_view bytes, std::string const& encoding);

}  // namespace roomkey
