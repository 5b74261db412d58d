#pragma once

#include <cstdint>
#include <mutex>

#include "domain/notice.hpp"

namespace roomkey {

/// What became of the notices of one channel since the start of the program.
struct ChannelFigures {
    std::uint64_t accepted = 0;
    std::uint64_t retries = 0;       ///< Attempts that failed for now.
    std::uint64_t refused = 0;       ///< Failed: the channel said no for good.
    std::uint64_t lapsed = 0;        ///< Failed: the code lapsed before it could be sent.
    std::uint64_t switched_off = 0;  ///< Failed: the enterprise sends no SMS.
    std::uint64_t damaged = 0;       ///< Failed: the notice could not be opened.
    std::uint64_t superseded = 0;    ///< Never sent: its code was replaced, spent or deleted.
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
    void count_store_error();
    [[nodiscard]] DeliveryFigures snapshot() const;

private:
    mutable std::mutex mutex_;
    DeliveryFigures figures_;
};

}  // namespace roomkey
