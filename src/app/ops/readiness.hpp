#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace roomkey {

/// A condition that has to hold before requests should be sent here.
struct ReadinessCheck {
    std::string_view name;  ///< Shown when it fails, such as "store"; static storage.
    std::function<Status()> run;
};

/// Whether requests should be sent here. From any thread.
class Readiness {
public:
    struct Failure {
        std::string_view check;
        Error error;
    };

    /// What the checks use outlives this.
    explicit Readiness(std::vector<ReadinessCheck> checks,
                       std::chrono::milliseconds age_max = std::chrono::seconds{10});

    /// Runs the checks in their order, up to the first that fails.
    std::optional<Failure> check();

    /// What the last run found, unless one takes longer than `age_max`: a disk that hangs is no
    /// service. The checks write, so that callers whom nobody knows make them run once within
    /// `age_max` and one at a time.
    bool is_ready();

private:
    using Time = std::chrono::steady_clock::time_point;

    [[nodiscard]] bool hangs(Time now) const;
    void publish(bool is_ready, Time begun_at);

    std::vector<ReadinessCheck> checks_;
    std::chrono::milliseconds age_max_;
    std::mutex checking_;
    std::atomic<Time> begun_at_{Time::max()};  ///< Of the run for `is_ready`; `max`: there is none.
    std::mutex result_mutex_;
    bool was_ready_ = false;
    Time result_of_{Time::min()};  ///< When the run began that found it.
};

}  // namespace roomkey
