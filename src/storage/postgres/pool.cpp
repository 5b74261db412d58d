#include "storage/postgres/pool.hpp"

#include <algorithm>
#include <utility>

namespace roomkey::postgres {
namespace {

constexpr Backoff::Pause first_pause{50};
constexpr Backoff::Pause longest_pause{1'000};

}  // namespace

Pool::Pool(ConnectionSettings settings, int connections_max)
    : settings_(std::move(settings)),
      connections_max_(std::max(connections_max, 1)),
      backoff_(first_pause, longest_pause) {}

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection, std::uint64_t generation)
    : pool_(&pool), connection_(std::move(connection)), generation_(generation) {}

Pool::Lease::~Lease() {
    if (connection_) pool_->give_back(std::move(connection_), generation_);
}

Result<Pool::Lease> Pool::take(Time deadline) {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (!idle_.empty()) {
            // The last used: the server may have closed the others as idle.
            auto idle = std::move(idle_.back());
            idle_.pop_back();
            return Lease{*this, std::move(idle.connection), idle.generation};
        }
        auto const now = std::chrono::steady_clock::now();
        if (now >= deadline) {
            if (is_failing_) return last_error_;
            return unavailable("postgres: all connections are in use");
        }
        if (may_open(now)) {
            auto opened = open(lock);
            if (opened.ok()) return opened;
            continue;
        }
        bool const is_pausing = is_failing_ && !is_trying_ && open_count_ < connections_max_;
        changed_.wait_until(lock, is_pausing ? std::min(next_try_, deadline) : deadline);
    }
}

bool Pool::may_open(Time now) const {
    if (open_count_ >= connections_max_) return false;
    return !is_failing_ || (!is_trying_ && now >= next_try_);
}

Result<Pool::Lease> Pool::open(std::unique_lock<std::mutex>& lock) {
    ++open_count_;
    is_trying_ = true;
    auto const generation = generation_;
    lock.unlock();
    auto opened = Connection::open(settings_);
    lock.lock();
    is_trying_ = false;
    changed_.notify_all();
    if (opened.ok()) {
        is_failing_ = false;
        backoff_.reset();
        return Lease{*this, std::move(*opened), generation};
    }
    --open_count_;
    is_failing_ = true;
    last_error_ = opened.error();
    next_try_ = std::chrono::steady_clock::now() + backoff_.next(draw());
    return std::move(opened).error();
}

void Pool::give_back(std::unique_ptr<Connection> connection, std::uint64_t generation) {
    // Closed outside of the lock.
    std::vector<Idle> closing;
    {
        std::lock_guard const lock(mutex_);
        if (connection->is_broken() && generation == generation_) {
            ++generation_;
            std::swap(closing, idle_);
        }
        if (!connection->is_broken() && generation == generation_) {
            idle_.push_back({std::move(connection), generation});
        } else {
            closing.push_back({std::move(connection), generation});
        }
        open_count_ -= static_cast<int>(closing.size());
    }
    changed_.notify_all();
}

int Pool::size() const {
    std::lock_guard const lock(mutex_);
    return open_count_;
}

std::vector<std::string> Pool::prepared_statements() const {
    std::lock_guard const lock(mutex_);
    std::vector<std::string> texts;
    for (auto const& idle : idle_) {
        for (auto& text : idle.connection->prepared_statements()) texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace roomkey::postgres
