#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace roomkey {

/// A bounded pool of threads for work that blocks. Thread-safe.
class Workers {
public:
    Workers(int threads, std::size_t queue_max);
    /// Runs what is queued, then joins.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// Queues `job`; false at once if the queue is full or the pool is stopping.
    [[nodiscard]] bool try_post(std::function<void()> job);

    [[nodiscard]] std::size_t queue_length() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace roomkey
