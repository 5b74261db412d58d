#pragma once

#include <string>
#include <string_view>

namespace roomkey {

// What people type, dictate to an input method, or paste out of a message.

/// `text` in ASCII: decimal digits of any script and full-width letters as ASCII, without blanks of
/// every kind, line breaks, dashes of every kind and what is invisible (zero-width characters, soft
/// hyphens, byte order marks). Any other character becomes '?'. Empty if it is not UTF-8.
std::string plain_code(std::string_view text);

/// `text` without blanks, line breaks and invisible characters at its ends; unchanged if it is not
/// UTF-8.
std::string_view without_outer_blanks(std::string_view text);

/// True if `text` is UTF-8 that prints on one line: no control or format characters, no line or
/// paragraph separators, nothing that is not a character.
bool is_printable(std::string_view text);

}  // namespace roomkey
