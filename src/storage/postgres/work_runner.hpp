#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "storage/postgres/changes/changes.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/store.hpp"

namespace roomkey::postgres {

/// Runs the store's work in transactions, each on a connection of its own, and again where the
/// server or another transaction undid them. A commit whose outcome is not known is never repeated.
/// Thread-safe.
class WorkRunner {
public:
    using ReadWork = std::function<Status(Reader&)>;
    using WriteWork = std::function<Status(roomkey::Transaction&)>;

    /// `tell` is called after each commit that others have to know of.
    WorkRunner(Pool& pool, std::chrono::milliseconds retry_window,
               std::function<void(Changes)> tell);

    Status read(ReadWork const& work);
    Status write(WriteWork const& work);

    /// The outcome of one attempt; `failure` is set if the engine failed and not the work.
    struct Outcome {
        Status status = Done{};
        std::optional<Failure> failure;
    };
    /// Makes one attempt after the other, until one ends well or with an error that another would
    /// not fix. It leaves no transaction open on the connection that it is given.
    Status repeat(std::function<Outcome(Connection&)> const& attempt);

private:
    static Outcome read_once(Connection& connection, ReadWork const& work);
    Outcome write_once(Connection& connection, WriteWork const& work) const;

    Pool& pool_;
    std::chrono::milliseconds retry_window_;
    std::function<void(Changes)> tell_;
};

}  // namespace roomkey::postgres
