#pragma once

#include <chrono>

#include "base/clock.hpp"

namespace roomkey {

/// When wrong passwords lock an account name (423).
struct LockoutPolicy {
    int failures_max = 5;  ///< The fifth wrong password in a row locks.
    /// The vendor's client text speaks of 60 s (client code 206030015).
    Duration lock = std::chrono::seconds{60};
    Duration lock_max = std::chrono::hours{1};
    /// Failures older than this are forgotten.
    Duration memory = std::chrono::hours{24};

    /// How long the name is locked after `failures` wrong passwords in a row: zero below the
    /// threshold, then doubling with every further full round, up to `lock_max`.
    [[nodiscard]] Duration lock_after(int failures) const;
};

}  // namespace roomkey
