#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.hpp"

namespace roomkey {

/// Logs requests that were refused for lack of room, one line a minute at most: those who cause
/// them could otherwise fill the log, too. Thread-safe.
class OverloadLog {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::minutes log_period{1};

    /// `log` outlives this.
    explicit OverloadLog(Log& log, std::function<Time()> now = &std::chrono::steady_clock::now);

    /// One request was refused. `route` may be empty.
    void note(std::string_view route, std::string_view masked_source);

private:
    Log& log_;
    std::function<Time()> const now_;
    std::mutex mutex_;
    std::size_t refused_ = 0;  ///< Not logged yet.
    std::string first_route_;
    std::string first_source_;
    std::optional<Time> logged_at_;
};

}  // namespace roomkey
