#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace roomkey {

/// Limits on wrong codes; docs/security.md, "Guessing codes", has the arithmetic.
struct GuessLimits {
    int per_source = 10;  ///< Of one source within a window; the last of them locks it.
    Duration window = std::chrono::minutes{5};
    Duration lock = std::chrono::minutes{10};
    int per_minute = 600;      ///< Over the whole service.
    int per_network = 60;      ///< Of one IPv6 /48 or IPv4 /24 within a window; half of one /56.
    int reserve_percent = 25;  ///< Of `per_minute`, for networks without a wrong code.

    /// The part of a minute's budget open to those that had a wrong code.
    [[nodiscard]] int open_per_minute() const;
};

/// A network with its limit on wrong codes.
struct GuessTier {
    std::string network;
    int max = 0;
    Duration lock{};  ///< Zero: it is refused until its window is over.
};

/// The tiers of a source, whose `networks` are given from the smallest to the largest.
std::vector<GuessTier> guess_tiers(std::vector<std::string> const& networks,
                                   GuessLimits const& limits);

/// The wrong codes of one network.
struct GuessWindow {
    int count = 0;
    Instant window_until{};
    Instant locked_until{};

    [[nodiscard]] bool is_over(Instant now) const {
        return window_until <= now && locked_until <= now;
    }
};

/// The window as a clock sees it that may be behind the one that wrote it: neither it nor its lock
/// ends later than such a one can.
GuessWindow as_of(GuessWindow const& window, GuessLimits const& limits, Instant now);

/// The window with one more wrong code. A window starts with its first wrong code. From a lock on,
/// the lock alone counts, so that the count starts again when it is over.
GuessWindow after_wrong_code(GuessWindow const& before, GuessTier const& tier, Duration window,
                             Instant now);

/// The counters as they stand now.
struct GuessCount {
    int source_count = 0;                 ///< Wrong codes of the source in its current window.
    std::optional<Instant> locked_until;  ///< Set while the source, or a network of it, is locked.
    bool is_clean = true;  ///< No network of the source has a wrong code in its current window.
    int minute_count = 0;  ///< Wrong codes over the whole service in this calendar minute.

    /// Takes in the window of the next larger network, beginning with the source.
    void add(GuessWindow const& window, bool is_source, Instant now);
};

/// Until when no further code of the source may be examined; empty if one may.
std::optional<Instant> refused_until(GuessCount const& count, GuessLimits const& limits,
                                     Instant now);

}  // namespace roomkey
