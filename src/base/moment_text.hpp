#pragma once

#include <ctime>
#include <string>

#include "base/clock.hpp"

namespace roomkey {

/// The parts of the second, in UTC, for fmt's chrono format.
std::tm utc_parts(Instant instant);

/// ISO 8601 (RFC 3339) in UTC with milliseconds: "2026-03-01T09:30:00.000Z".
std::string moment_text(Instant instant);

/// In UTC, to the second: "2026-11-29 08:15:00".
std::string date_time_text(Instant instant);

/// What mail and HTTP headers begin their dates with (RFC 5322 section 3.3, RFC 9110 section
/// 5.6.7), in UTC without the zone: "Sun, 06 Nov 1994 08:49:37".
std::string header_date(Instant instant);

}  // namespace roomkey
