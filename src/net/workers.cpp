#include "net/workers.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace roomkey {

struct Workers::Implementation {
    explicit Implementation(std::size_t queue_jobs_max) : queue_max(queue_jobs_max) {}

    using Clock = std::chrono::steady_clock;
    struct Job {
        std::function<void()> run;
        Clock::time_point queued_at;
    };

    void work() {
        std::unique_lock lock(mutex);
        for (;;) {
            has_work.wait(lock, [this] { return is_stopping || !queue.empty(); });
            if (queue.empty()) return;
            auto job = std::move(queue.front().run);
            queue.pop_front();
            lock.unlock();
            run(job);
            // What it captured is released before the next lock.
            job = nullptr;
            lock.lock();
        }
    }

    void run(std::function<void()> const& job) noexcept {
        try {
            job();
        } catch (...) {
            failed.fetch_add(1, std::memory_order_relaxed);
        }
    }

    std::size_t const queue_max;
    mutable std::mutex mutex;
    std::condition_variable has_work;
    std::deque<Job> queue;
    bool is_stopping = false;
    std::size_t refused = 0;
    std::atomic<std::size_t> failed = 0;
    std::vector<std::thread> threads;
};

Workers::Workers(int threads, std::size_t queue_max)
    : implementation_(std::make_unique<Implementation>(queue_max)) {
    for (int i = 0; i < threads; ++i) {
        implementation_->threads.emplace_back([pool = implementation_.get()] { pool->work(); });
    }
}

Workers::~Workers() {
    {
        std::lock_guard const lock(implementation_->mutex);
        implementation_->is_stopping = true;
    }
    implementation_->has_work.notify_all();
    for (auto& thread : implementation_->threads) thread.join();
}

bool Workers::try_post(std::function<void()> job, Urgency urgency) {
    {
        std::lock_guard const lock(implementation_->mutex);
        std::size_t const share = urgency == Urgency::request
                                      ? implementation_->queue_max
                                      : (implementation_->queue_max + 1) / 2;
        if (implementation_->is_stopping) return false;
        if (implementation_->queue.size() >= share) {
            ++implementation_->refused;
            return false;
        }
        implementation_->queue.push_back({std::move(job), Implementation::Clock::now()});
    }
    implementation_->has_work.notify_one();
    return true;
}

WorkerFigures Workers::figures() const {
    std::lock_guard const lock(implementation_->mutex);
    auto const& queue = implementation_->queue;
    WorkerFigures figures;
    figures.waiting = queue.size();
    if (!queue.empty()) {
        figures.oldest_wait = std::chrono::duration_cast<std::chrono::milliseconds>(
            Implementation::Clock::now() - queue.front().queued_at);
    }
    figures.refused = implementation_->refused;
    figures.failed = implementation_->failed.load(std::memory_order_relaxed);
    figures.waiting_max = implementation_->queue_max;
    return figures;
}

bool Workers::is_exhausted(std::chrono::milliseconds wait_max) const {
    auto const now = figures();
    return now.waiting >= implementation_->queue_max || now.oldest_wait > wait_max;
}

}  // namespace roomkey
