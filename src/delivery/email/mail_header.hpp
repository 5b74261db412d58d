#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace roomkey {

/// `text` (UTF-8, without control characters) for a header: as it is if that is plain ASCII and
/// short, else as encoded words (RFC 2047), folded.
std::string header_text(std::string_view text);

/// `name`, likewise, for the place before an address: words as they are, else a quoted string (RFC
/// 5322 section 3.2.5) or encoded words, so that it is one name whatever characters are in it.
std::string header_name(std::string_view name);

/// "Mon, 24 Nov 2025 02:30:00 +0000" (RFC 5322 section 3.3).
std::string mail_date(Instant instant);

}  // namespace roomkey
