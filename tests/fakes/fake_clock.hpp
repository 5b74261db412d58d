#pragma once

#include <atomic>

#include "base/clock.hpp"

namespace roomkey {

/// A clock that stands still until it is moved. Thread-safe.
class FakeClock final : public Clock {
public:
    /// Starts at 2025-01-15 08:00:00 UTC, an ordinary moment: no edge of a day, month or year.
    FakeClock() : FakeClock(from_unix_milliseconds(1'736'928'000'000)) {}
    explicit FakeClock(Instant now) : milliseconds_(unix_milliseconds(now)) {}

    [[nodiscard]] Instant now() const override {
        return from_unix_milliseconds(milliseconds_.load());
    }
    void set(Instant now) { milliseconds_.store(unix_milliseconds(now)); }
    void advance(Duration by) { milliseconds_.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> milliseconds_;
};

}  // namespace roomkey
