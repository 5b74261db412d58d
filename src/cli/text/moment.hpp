#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace roomkey {

/// ISO 8601 in UTC with milliseconds: "2026-03-01T09:30:00.000Z".
std::string moment_text(Instant instant);

/// A day ("2026-03-01", its first instant) or an instant in UTC ("2026-03-01T09:30Z", seconds and
/// up to three digits of their fraction if wanted). Nothing if malformed or not in the calendar.
std::optional<Instant> parse_moment(std::string_view text);

/// "10d", "36h", "90m", "45s": the largest unit that leaves no remainder; a fraction of a second is
/// left out.
std::string duration_text(Duration duration);

/// The inverse of `duration_text`: a whole number and one unit. Nothing if malformed or longer than
/// ten years.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace roomkey
