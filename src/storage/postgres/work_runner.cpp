#include "storage/postgres/work_runner.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/backoff.hpp"
#include "base/guarded.hpp"
#include "storage/postgres/transaction/transaction.hpp"

namespace roomkey::postgres {
namespace {

/// Consecutive conflicts of one job. With random pauses in between, more mean that something else
/// is wrong.
constexpr int attempts_max = 12;
constexpr Backoff::Pause first_pause{2};
constexpr Backoff::Pause longest_pause{200};

bool may_repeat(Failure const& failure) {
    if (failure.is_outcome_unknown) return false;
    return failure.remedy == Remedy::repeat || failure.remedy == Remedy::reconnect;
}

}  // namespace

WorkRunner::WorkRunner(Pool& pool, std::chrono::milliseconds retry_window,
                       std::function<void(Changes)> tell)
    : pool_(pool), retry_window_(retry_window), tell_(std::move(tell)) {}

Status WorkRunner::read(ReadWork const& work) {
    return repeat([&](Connection& connection) { return read_once(connection, work); });
}

Status WorkRunner::write(WriteWork const& work) {
    return repeat([&](Connection& connection) { return write_once(connection, work); });
}

Status WorkRunner::repeat(std::function<Outcome(Connection&)> const& attempt) {
    auto const deadline = std::chrono::steady_clock::now() + retry_window_;
    Backoff backoff(first_pause, longest_pause);
    for (int i = 1;; ++i) {
        Outcome outcome;
        {
            auto const connection = TRY(pool_.take(deadline));
            outcome = attempt(*connection);
            // Given back as it is, it would be the first taken again, and fail in the same way.
            if (outcome.failure && outcome.failure->remedy == Remedy::reconnect) {
                connection->abandon();
            }
        }
        if (!outcome.failure || !may_repeat(*outcome.failure)) return outcome.status;
        auto const now = std::chrono::steady_clock::now();
        if (i >= attempts_max || now >= deadline) return outcome.status;
        // A lost connection needs no pause here: the pool makes its own.
        if (outcome.failure->remedy == Remedy::repeat) {
            auto const left = std::chrono::ceil<Backoff::Pause>(deadline - now);
            rest(std::min(backoff.next(draw()), left));
        }
    }
}

WorkRunner::Outcome WorkRunner::read_once(Connection& connection, ReadWork const& work) {
    connection.begin_reading();
    Transaction transaction(connection, /*holds=*/false);
    auto status = run_guarded([&] { return work(transaction); });
    Outcome outcome{std::move(status), connection.failure()};
    connection.finish_reading();
    if (outcome.failure) outcome.status = error_from(*outcome.failure);
    return outcome;
}

WorkRunner::Outcome WorkRunner::write_once(Connection& connection, WriteWork const& work) const {
    connection.begin_change();
    Transaction transaction(connection, /*holds=*/true);
    Outcome outcome;
    outcome.status = run_guarded([&] { return work(transaction); });
    if (outcome.status.ok()) outcome.status = connection.commit();
    outcome.failure = connection.failure();
    if (outcome.failure) outcome.status = error_from(*outcome.failure);
    bool const may_be_committed =
        outcome.failure ? outcome.failure->is_outcome_unknown : outcome.status.ok();
    if (may_be_committed) {
        auto changes = transaction.changes();
        // What it changed may be in the rows of the answer that did not come.
        if (outcome.failure) changes.is_everything = true;
        tell_(std::move(changes));
    }
    if (!outcome.status.ok()) connection.roll_back();
    return outcome;
}

}  // namespace roomkey::postgres
