#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "delivery/channel.hpp"

namespace roomkey {

/// A channel that keeps what it is given and answers as the test says. Thread-safe.
class ScriptedChannel final : public DeliveryChannel {
public:
    using Script = std::function<SendOutcome(OutgoingMessage const&)>;

    /// Without a script everything is accepted.
    explicit ScriptedChannel(Script script = {}) : script_(std::move(script)) {}

    SendOutcome send(OutgoingMessage const& message) override {
        auto const outcome = script_ ? script_(message) : SendOutcome{};
        {
            std::lock_guard const lock(mutex_);
            messages_.push_back(message);
        }
        changed_.notify_all();
        return outcome;
    }

    [[nodiscard]] std::vector<OutgoingMessage> messages() const {
        std::lock_guard const lock(mutex_);
        return messages_;
    }

    /// Waits until `count` messages came; false if they do not come at all.
    [[nodiscard]] bool wait_for(std::size_t count) const {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::minutes{1},
                                 [&] { return messages_.size() >= count; });
    }

private:
    Script script_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<OutgoingMessage> messages_;
};

}  // namespace roomkey
