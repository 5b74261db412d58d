#include "app/housekeeping.hpp"

namespace roomkey {
namespace {

// Of each kind, in one transaction: small enough that a reset queued after it does not wait long.
constexpr int prune_rows_max = 500;

}  // namespace

Housekeeping::Housekeeping(Store& store, Clock const& clock, TerminalFeed& feed, Log& log)
    : store_(store), clock_(clock), feed_(feed), log_(log), thread_([this] { run(); }) {}

Housekeeping::~Housekeeping() {
    {
        std::lock_guard const lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Housekeeping::run() {
    constexpr auto rounds_per_prune = prune_period / watch_period;
    for (std::int64_t round = 0;; ++round) {
        if (round % rounds_per_prune == 0) prune();
        look_for_foreign_changes();
        std::unique_lock lock(mutex_);
        if (wake_.wait_for(lock, watch_period, [this] { return is_stopping_; })) return;
    }
}

void Housekeeping::look_for_foreign_changes() {
    auto const changes = store_.take_foreign_changes();
    if (!changes.ok()) return;
    if (changes->is_everything) return feed_.wake_all();
    for (auto const& binding : changes->bindings) feed_.wake(binding);
}

void Housekeeping::prune() {
    std::int64_t removed = 0;
    do {
        auto const pruned = store_.write([this](Transaction& transaction) {
            return transaction.prune(clock_.now(), prune_rows_max);
        });
        if (!pruned.ok()) {
            log_.write(LogLevel::warning, "prune_failed", {{"detail", pruned.error().detail}});
            return;
        }
        removed = *pruned;
        std::lock_guard const lock(mutex_);
        if (is_stopping_) return;
    } while (removed >= prune_rows_max);
}

}  // namespace roomkey
