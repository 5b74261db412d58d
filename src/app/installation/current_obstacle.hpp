#pragma once

#include <mutex>
#include <utility>

#include "app/installation/installation.hpp"

namespace roomkey {

/// What a server waits for at the moment, before it serves. Thread-safe.
class CurrentObstacle {
public:
    void set(Obstacle obstacle) {
        std::lock_guard const guard(mutex_);
        obstacle_ = std::move(obstacle);
    }
    /// The obstacle's error.
    [[nodiscard]] Status status() const {
        std::lock_guard const guard(mutex_);
        return obstacle_.error;
    }
    /// Likewise, but all is well with the store while the keys are awaited.
    [[nodiscard]] Status status_of_store() const {
        std::lock_guard const guard(mutex_);
        if (obstacle_.awaited == awaited_keys) return Done{};
        return obstacle_.error;
    }

private:
    mutable std::mutex mutex_;
    Obstacle obstacle_{unavailable("starting"), awaited_store};
};

}  // namespace roomkey
