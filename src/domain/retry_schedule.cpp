#include "domain/retry_schedule.hpp"

#include <algorithm>

namespace roomkey {

Duration RetrySchedule::pause_after(int attempts, std::uint32_t chance) const {
    Duration pause = std::min(pause_first, pause_max);
    for (int i = 1; i < attempts && pause < pause_max; ++i) pause = std::min(pause * 2, pause_max);
    auto const spread = pause.count() * spread_percent / 100;
    // Scaled in 64 bits: a spread below an hour has 22 bits, chance has 32.
    auto const shift =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(2 * spread) * chance >> 32U);
    return pause + Duration{shift - spread};
}

std::optional<Instant> RetrySchedule::next_attempt(int attempts, Instant now, Instant expires_at,
                                                   std::uint32_t chance) const {
    auto const next = now + pause_after(attempts, chance);
    if (next >= expires_at) return std::nullopt;
    return next;
}

}  // namespace roomkey
