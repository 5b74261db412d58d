#pragma once

#include <algorithm>
#include <chrono>

#include "base/clock.hpp"

namespace roomkey {

/// By how much the clocks of two nodes may differ, or one clock from itself after it was set.
constexpr Duration clock_difference_max = std::chrono::hours{1};

/// What is left of a period that is `max` long at most and ends at `end`; zero if it is over. One
/// that ends later than any can was begun by a clock that ran ahead, and is over, too: what that
/// clock locked or let live must not last for as long as it was ahead.
constexpr Duration time_left(Instant end, Instant now, Duration max) {
    auto const left = end - now;
    if (left <= Duration::zero() || left > max + clock_difference_max) return Duration::zero();
    return std::min(left, max);
}

}  // namespace roomkey
