#pragma once

#include <atomic>

#include "base/clock.hpp"

namespace roomkey {

/// A clock that stands still until it is told otherwise. Thread-safe.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Instant start = from_unix_milliseconds(1'795'000'000'000))
        : now_ms_(unix_milliseconds(start)) {}

    [[nodiscard]] Instant now() const override { return from_unix_milliseconds(now_ms_.load()); }
    void set(Instant instant) { now_ms_ = unix_milliseconds(instant); }
    void advance(Duration duration) { now_ms_ += duration.count(); }

private:
    std::atomic<std::int64_t> now_ms_;
};

}  // namespace roomkey
