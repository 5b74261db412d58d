#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roomkey {

/// The code points of `text`; empty if it is not well-formed UTF-8 (RFC 3629: no overlong forms,
/// no surrogates, nothing above U+10FFFF).
std::optional<std::vector<char32_t>> utf8_code_points(std::string_view text);

/// The same for what is only shown: what is not UTF-8 becomes U+FFFD.
std::vector<char32_t> shown_code_points(std::string_view text);

/// The number of code points, which is what the contract's "characters" count; empty if malformed.
std::optional<std::size_t> utf8_length(std::string_view text);

/// The first `count` code points of well-formed `text`, or all of it.
std::string_view utf8_start(std::string_view text, std::size_t count);

/// Well-formed `text` of `count` code points at most, which is not 0: a longer one is cut and ends
/// in an ellipsis.
std::string shortened(std::string_view text, std::size_t count);

void append_utf8(std::string& text, char32_t point);

/// True if `text` has a control character (U+0000..U+001F, U+007F..U+009F) or is malformed.
bool has_control_character(std::string_view text);

/// True for what changes how the rest of a line looks or where it ends: control characters, line
/// and paragraph separators, marks that turn the direction of writing, the byte order mark. Log,
/// tables, mail and records keep the same characters out.
bool disturbs_line(char32_t point);

/// Appends "\u202e" for U+202E (RFC 8259 section 7). All that disturb a line have four digits.
void append_escape(std::string& text, char32_t point);

/// `text` with such an escape for each character that disturbs a line, and U+FFFD for what is not
/// UTF-8.
std::string with_escapes(std::string_view text);

/// True if `text` is malformed or has a character that disturbs a line or that nobody sees, so that
/// it can pass for another text: blanks without width, soft hyphens, fillers, a combining mark with
/// nothing before it. Names of honest people and rooms have some of these in places where they
/// change what is seen, and are left alone there: joiners between letters that join, in emoji and
/// in Indic scripts; selectors of variants of emoji and ideographs; the tags of flags.
bool has_hidden_character(std::string_view text);

/// True if `text` has a character that leaves a mark: one that is neither a blank of any script nor
/// of the kinds above.
bool has_visible_character(std::string_view text);

/// True if `text` is UTF-8 without characters that disturb a line.
bool is_one_line(std::string_view text);

/// `text` with `instead` for each character that disturbs a line, and U+FFFD for what is not UTF-8.
std::string one_line(std::string_view text, char instead);

}  // namespace roomkey
