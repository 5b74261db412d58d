#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.hpp"

namespace roomkey {

/// When a notice that could not be sent is tried again. Pure: chance comes in as a number.
struct RetrySchedule {
    /// Short, because codes may live one minute only and most failures are over in seconds.
    Duration pause_first = std::chrono::seconds{10};
    /// Long enough not to burden a gateway that is down for days; about 250 attempts in the life
    /// of a code of 10 days.
    Duration pause_max = std::chrono::hours{1};
    /// Pauses vary by this share in either direction, so that what failed together does not return
    /// together.
    int spread_percent = 25;

    /// The pause after `attempts` failed attempts (1 or more): doubling, up to `pause_max`, then
    /// spread. `chance` is uniform over all its values.
    [[nodiscard]] Duration pause_after(int attempts, std::uint32_t chance) const;

    /// When to try again; empty if the code lapses before.
    [[nodiscard]] std::optional<Instant> next_attempt(int attempts, Instant now, Instant expires_at,
                                                      std::uint32_t chance) const;
};

}  // namespace roomkey
