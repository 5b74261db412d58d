#pragma once

#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "base/moment_text.hpp"

namespace roomkey {

/// A day ("2026-03-01", its first instant) or an instant in UTC ("2026-03-01T09:30Z", seconds and
/// up to three digits of their fraction if wanted). Empty if malformed or not in the calendar.
std::optional<Instant> parse_moment(std::string_view text);

}  // namespace roomkey
