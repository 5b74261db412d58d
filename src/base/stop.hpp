#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "base/clock.hpp"

namespace roomkey {

/// Waits for `time`, or until the thread is to stop: then it returns true at once.
inline bool is_stopped_within(std::stop_token const& stop, Duration time) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_for(lock, stop, time, [] { return false; });
    return stop.stop_requested();
}

}  // namespace roomkey
