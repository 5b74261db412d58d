#include "app/housekeeping.hpp"

#include "base/stop.hpp"
#include "storage/sql/prune.hpp"

namespace roomkey {
namespace {

// Of each kind, in one transaction: small enough that a reset queued after it does not wait long.
constexpr int prune_rows_max = 500;

}  // namespace

Housekeeping::Housekeeping(Store& store, Clock const& clock, TerminalFeed& feed, Log& log)
    : store_(store),
      clock_(clock),
      feed_(feed),
      log_(log),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

void Housekeeping::run(std::stop_token const& stop) {
    constexpr auto rounds_per_prune = prune_period / watch_period;
    std::int64_t round = 0;
    do {
        if (round++ % rounds_per_prune == 0) prune(stop);
        look_for_foreign_changes();
    } while (!is_stopped_within(stop, watch_period));
}

void Housekeeping::look_for_foreign_changes() {
    auto const changes = store_.take_foreign_changes();
    if (!changes.ok()) return;
    if (changes->is_everything) return feed_.wake_all();
    for (auto const& binding : changes->bindings) feed_.wake(binding);
}

void Housekeeping::prune(std::stop_token const& stop) {
    std::int64_t removed = 0;
    do {
        auto const pruned = store_.write([this](Transaction& transaction) {
            return roomkey::prune(transaction, clock_.now(), prune_rows_max);
        });
        if (!pruned.ok()) {
            log_.write(LogLevel::warning, "prune_failed", {{"detail", pruned.error().detail}});
            return;
        }
        removed = *pruned;
    } while (removed >= prune_rows_max && !stop.stop_requested());
}

}  // namespace roomkey
