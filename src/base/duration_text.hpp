#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace roomkey {

/// The inverse of `duration_text`: a whole number and ms, s, m, h or d. Empty if malformed or too
/// large to count in milliseconds.
std::optional<Duration> parse_duration(std::string_view text);

/// "10d", "36h", "90m", "45s", "500ms": in the largest unit that leaves no remainder.
std::string duration_text(Duration duration);

}  // namespace roomkey
