#pragma once

#include <chrono>
#include <cstdint>

namespace roomkey {

/// Milliseconds, the finest unit that the wire and the database know.
using Duration = std::chrono::milliseconds;
/// A point in UTC, to the millisecond.
using Instant = std::chrono::sys_time<Duration>;

/// Tells the time. Passed in, so that tests and simulations own it. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override {
        return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    }
};

inline std::int64_t unix_milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}
inline std::int64_t unix_seconds(Instant instant) { return unix_milliseconds(instant) / 1000; }
constexpr Instant from_unix_milliseconds(std::int64_t count) { return Instant{Duration{count}}; }

}  // namespace roomkey
