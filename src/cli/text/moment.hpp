#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace roomkey {

/// ISO 8601 in UTC with milliseconds: "2026-03-01T09:30:00.000Z".
std::string moment_text(Instant instant);

/// A day ("2026-03-01", its first instant) or an instant in UTC ("2026-03-01T09:30Z", seconds and
/// up to three digits of their fraction if wanted). Empty if malformed or not in the calendar.
std::optional<Instant> parse_moment(std::string_view text);

}  // namespace roomkey
