#include "domain/lockout.hpp"

#include <algorithm>

#include "base/time_left.hpp"

namespace roomkey {
namespace {

/// Far longer than a password takes to be checked.
constexpr Duration check_max = std::chrono::seconds{10};

bool is_going_on(Instant begin, Duration length, Instant now) {
    return time_left(begin + length, now, length) > Duration::zero();
}

int still_checking(FailureCount const& before, Instant now) {
    // A node that died left its attempts behind; they count as wrong.
    return is_going_on(before.counted_at, check_max, now) ? before.checking : 0;
}

/// `max` is the longest that such a lock can be.
LockoutPolicy::Lock lock_of(FailureCount const& count, int threshold, Duration max, Instant now) {
    auto const left = time_left(count.locked_until, now, max);
    return {left, left > Duration::zero() && count.count - count.checking >= threshold};
}

}  // namespace

Duration LockoutPolicy::lock_after(int failures) const {
    if (failures < failures_max || failures % failures_max != 0) return Duration::zero();
    Duration length = lock;
    for (int round = failures / failures_max; round > 1 && length < lock_max; --round) length *= 2;
    return std::min(length, lock_max);
}

Duration LockoutPolicy::totp_pause_after(int failures) const {
    if (failures < totp_failures_max) return Duration::zero();
    Duration length = totp_pause;
    for (int more = failures - totp_failures_max; more > 0 && length < lock_max; --more) {
        length *= 2;
    }
    return std::min(length, lock_max);
}

FailureCount LockoutPolicy::remembered(FailureCount const& before, Instant now) const {
    return is_going_on(before.counted_at, memory, now) ? before : FailureCount{};
}

FailureCount LockoutPolicy::count_pair(FailureCount const& before, Instant now) const {
    auto const count = remembered(before, now).count + 1;
    return {count, still_checking(before, now) + 1, now + std::min(lock_after(count), check_max),
            now};
}

FailureCount LockoutPolicy::count_name(FailureCount const& before, Instant now) const {
    auto const count = remembered(before, now).count + 1;
    return {count, still_checking(before, now) + 1,
            count >= name_failures_max ? now + name_pause : now, now};
}

FailureCount LockoutPolicy::count_source(FailureCount const& before, Instant now) const {
    // After a lock a new window begins.
    bool const was_locked = before.count >= per_source;
    bool const goes_on = !was_locked && is_going_on(before.counted_at, source_window, now);
    auto const count = goes_on ? before.count + 1 : 1;
    return {count, (goes_on ? before.checking : 0) + 1,
            count >= per_source ? now + source_window : now, goes_on ? before.counted_at : now};
}

FailureCount LockoutPolicy::count_totp(FailureCount const& before, Instant now) const {
    auto const count = remembered(before, now).count + 1;
    return {count, 0, now + totp_pause_after(count), now};
}

LockoutPolicy::Lock LockoutPolicy::lock_of_pair(FailureCount const& count, Instant now) const {
    // It was locked by the last full round.
    auto const round = std::max(count.count / failures_max, 1) * failures_max;
    return lock_of(count, round, lock_max, now);
}

LockoutPolicy::Lock LockoutPolicy::lock_of_name(FailureCount const& count, Instant now) const {
    return lock_of(count, name_failures_max, name_pause, now);
}

LockoutPolicy::Lock LockoutPolicy::lock_of_source(FailureCount const& count, Instant now) const {
    return lock_of(count, per_source, source_window, now);
}

LockoutPolicy::Lock LockoutPolicy::lock_of_totp(FailureCount const& count, Instant now) const {
    return lock_of(count, totp_failures_max, lock_max, now);
}

FailureCount take_back(FailureCount const& counted) {
    return {std::max(counted.count - 1, 0), std::max(counted.checking - 1, 0), Instant{},
            counted.counted_at};
}

FailureCount found_wrong(FailureCount const& counted) {
    auto found = counted;
    found.checking = std::max(counted.checking - 1, 0);
    return found;
}

}  // namespace roomkey
