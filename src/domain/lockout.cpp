#include "domain/lockout.hpp"

#include <algorithm>

namespace roomkey {
namespace {

/// Far longer than a password takes to be checked.
constexpr Duration check_max = std::chrono::seconds{10};

/// The longest lock that can be set, and an hour for nodes whose clocks differ.
constexpr Duration lock_left_max = std::chrono::days{1} + std::chrono::hours{1};

}  // namespace

Duration LockoutPolicy::lock_after(int failures) const {
    if (failures < failures_max || failures % failures_max != 0) return Duration::zero();
    Duration length = lock;
    for (int round = failures / failures_max; round > 1 && length < lock_max; --round) length *= 2;
    return std::min(length, lock_max);
}

FailureCount LockoutPolicy::remembered(FailureCount const& before, Instant now) const {
    return before.counted_at + memory > now ? before : FailureCount{};
}

FailureCount LockoutPolicy::count_pair(FailureCount const& before, Instant now) const {
    auto const count = remembered(before, now).count + 1;
    return {count, now + std::min(lock_after(count), check_max), now};
}

FailureCount LockoutPolicy::count_name(FailureCount const& before, Instant now) const {
    auto const count = remembered(before, now).count + 1;
    return {count, count >= name_failures_max ? now + name_pause : now, now};
}

FailureCount LockoutPolicy::count_source(FailureCount const& before, Instant now) const {
    // After a lock a new window begins.
    bool const was_locked = before.count >= per_source;
    bool const goes_on = !was_locked && before.counted_at + source_window > now;
    auto const count = goes_on ? before.count + 1 : 1;
    return {count, count >= per_source ? now + source_window : now,
            goes_on ? before.counted_at : now};
}

FailureCount take_back(FailureCount const& counted) {
    return {std::max(counted.count - 1, 0), Instant{}, counted.counted_at};
}

Duration lock_left(FailureCount const& count, Instant now) {
    auto const left = count.locked_until - now;
    return left > Duration::zero() && left <= lock_left_max ? left : Duration::zero();
}

}  // namespace roomkey
