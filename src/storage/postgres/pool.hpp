#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/backoff.hpp"
#include "base/result.hpp"
#include "storage/postgres/connection.hpp"

namespace roomkey::postgres {

/// Connections for workers: opened when first needed, kept, at most so many. While the server
/// cannot be reached, one caller at a time tries, with growing pauses; the others wait for it.
/// Thread-safe.
class Pool {
public:
    using Time = std::chrono::steady_clock::time_point;

    Pool(ConnectionSettings settings, int connections_max);
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;

    /// A connection for the caller alone; goes back when it dies.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Connection> connection, std::uint64_t generation);
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&& other) = delete;
        ~Lease();

        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

    private:
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
        std::uint64_t generation_;
    };

    /// Waits until `deadline` for a connection. `unavailable` if there is none by then.
    Result<Lease> take(Time deadline);

    /// Connections open now, in use or not.
    [[nodiscard]] int size() const;
    [[nodiscard]] ConnectionSettings const& settings() const { return settings_; }
    /// The statements of the connections that are not in use.
    [[nodiscard]] std::vector<std::string> prepared_statements() const;

private:
    struct Idle {
        std::unique_ptr<Connection> connection;
        std::uint64_t generation = 0;
    };

    void give_back(std::unique_ptr<Connection> connection, std::uint64_t generation);
    [[nodiscard]] bool may_open(Time now) const;
    /// Opens one while the lock is not held.
    Result<Lease> open(std::unique_lock<std::mutex>& lock);

    ConnectionSettings const settings_;
    int const connections_max_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Idle> idle_;
    int open_count_ = 0;
    /// Counts losses: what was opened before the last one is likely to be lost as well.
    std::uint64_t generation_ = 0;
    Backoff backoff_;
    bool is_failing_ = false;
    bool is_trying_ = false;
    Time next_try_{};
    Error last_error_;
};

}  // namespace roomkey::postgres
