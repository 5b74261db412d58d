#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// What became of the notices of one channel since the start of the program.
struct ChannelFigures {
    std::uint64_t accepted = 0;
    std::uint64_t retries = 0;     ///< Attempts that failed for now.
    std::uint64_t superseded = 0;  ///< Never sent: its code was replaced, spent or deleted.
    std::map<std::string_view, std::uint64_t> failed;  ///< By `failure_reason`.
    /// Attempts that were refused for what the operator has to fix, by SendOutcome::to_mend.
    std::map<std::string_view, std::uint64_t> refusals;
};

struct DeliveryFigures {
    ChannelFigures sms;
    ChannelFigures email;
    std::uint64_t store_errors = 0;
};

/// Between two alarms for the same reason.
constexpr Duration alarm_period = std::chrono::minutes{10};

/// Counts for `/metrics`. Thread-safe.
class DeliveryCounters {
public:
    using Counter = std::uint64_t ChannelFigures::*;

    void count(Channel channel, Counter counter);
    /// `reason` has static storage.
    void count_failure(Channel channel, std::string_view reason);
    /// An attempt that was refused for what the operator has to fix; `reason` has static storage.
    /// True if it is time to say so: at the first one of a channel and reason, and every
    /// `alarm_period` while there are more.
    bool count_refusal(Channel channel, std::string_view reason, Instant now);
    void count_store_error();
    [[nodiscard]] DeliveryFigures snapshot() const;

private:
    mutable std::mutex mutex_;
    DeliveryFigures figures_;
    std::map<std::pair<Channel, std::string_view>, Instant> alarmed_at_;
};

}  // namespace roomkey
