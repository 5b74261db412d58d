#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// The text of a file that people edit, whatever their editor made of it: in UTF-8 without a byte
/// order mark, lines separated by "\n" alone. `bytes` may be UTF-8, or UTF-16 with a byte order
/// mark (what Windows calls "Unicode"). Empty if they are neither, or have a NUL character.
std::optional<std::string> plain_text(std::string_view bytes);

/// What `plain_text` takes, for messages.
constexpr std::string_view plain_text_expected = "UTF-8";

}  // namespace roomkey
