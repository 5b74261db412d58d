#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>

#include "domain/notice.hpp"

namespace roomkey {

/// What became of the notices of one channel since the start of the program.
struct ChannelFigures {
    std::uint64_t accepted = 0;
    std::uint64_t retries = 0;     ///< Attempts that failed for now.
    std::uint64_t superseded = 0;  ///< Never sent: its code was replaced, spent or deleted.
    std::map<std::string_view, std::uint64_t> failed;  ///< By `failure_reason`.
};

struct DeliveryFigures {
    ChannelFigures sms;
    ChannelFigures email;
    std::uint64_t store_errors = 0;
};

/// Counts for `/metrics`. Thread-safe.
class DeliveryCounters {
public:
    using Counter = std::uint64_t ChannelFigures::*;

    void count(Channel channel, Counter counter);
    /// `reason` has static storage.
    void count_failure(Channel channel, std::string_view reason);
    void count_store_error();
    [[nodiscard]] DeliveryFigures snapshot() const;

private:
    mutable std::mutex mutex_;
    DeliveryFigures figures_;
};

}  // namespace roomkey
