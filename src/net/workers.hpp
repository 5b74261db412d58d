#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace roomkey {

/// How much of the queue a job may fill: `background` work leaves half of it to requests.
enum class Urgency : std::uint8_t { request, background };

/// The state of a pool.
struct WorkerFigures {
    std::size_t waiting = 0;                  ///< Jobs in the queue.
    std::chrono::milliseconds oldest_wait{};  ///< Of the job that is next; zero if none waits.
    std::size_t refused = 0;                  ///< Since the start, because the queue was full.
    std::size_t failed = 0;                   ///< Since the start: jobs that threw.
    std::size_t waiting_max = 0;              ///< Jobs that the queue has room for.
};

/// A bounded pool of threads for work that blocks. Thread-safe.
class Workers {
public:
    /// `queue_max` counts the jobs that wait, not those that run.
    Workers(int threads, std::size_t queue_max);
    /// Runs what is queued, then joins.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// Queues `job`; false at once if its share of the queue is full or the pool is stopping. A job
    /// that throws is dropped there and counted: a job whose reason matters catches inside.
    [[nodiscard]] bool try_post(std::function<void()> job, Urgency urgency = Urgency::request);

    [[nodiscard]] std::size_t queue_length() const { return figures().waiting; }
    /// How many jobs threw.
    [[nodiscard]] std::size_t failed_count() const { return figures().failed; }
    [[nodiscard]] WorkerFigures figures() const;
    /// Whether the queue is full, or its next job has waited for longer than `wait_max`: new
    /// requests are better sent elsewhere.
    [[nodiscard]] bool is_exhausted(std::chrono::milliseconds wait_max) const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace roomkey
