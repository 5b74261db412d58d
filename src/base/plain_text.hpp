#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// `bytes` in UTF-8 without a byte order mark; they may be UTF-8, or UTF-16 with its mark (what
/// Windows calls "Unicode"). Empty if they are neither.
std::optional<std::string> utf8_text(std::string_view bytes);

/// The text of a file that people edit, whatever their editor made of it: decoded as above, lines
/// separated by "\n" alone. Also empty if it has a NUL character.
std::optional<std::string> plain_text(std::string_view bytes);

/// What `plain_text` takes, for messages.
constexpr std::string_view plain_text_expected = "UTF-8";

}  // namespace roomkey
