#include "app/housekeeping.hpp"

#include "base/stop.hpp"
#include "storage/sql/prune.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {
namespace {

// Of each kind, in one transaction: small enough that a reset queued after it does not wait long.
constexpr int prune_rows_max = 500;

}  // namespace

Housekeeping::Housekeeping(Store& store, Clock const& clock, TerminalFeed& feed,
                           SpoolChannel const& spool, Log& log, Duration audit_keep,
                           std::function<void()> daily, Periods periods)
    : store_(store),
      clock_(clock),
      feed_(feed),
      spool_(spool),
      log_(log),
      audit_keep_(audit_keep),
      daily_(std::move(daily)),
      periods_(periods),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

void Housekeeping::run(std::stop_token const& stop) {
    auto const rounds_per_prune = periods_.prune / periods_.watch;
    auto const rounds_per_day = periods_.daily / periods_.watch;
    std::int64_t round = 0;
    do {
        if (round > 0 && round % rounds_per_day == 0) daily_();
        if (round++ % rounds_per_prune == 0) prune(stop);
        look_for_foreign_changes();
    } while (!is_stopped_within(stop, periods_.watch));
}

void Housekeeping::look_for_foreign_changes() {
    auto const changes = store_.take_foreign_changes();
    if (!changes.ok()) return;
    if (changes->is_everything) return feed_.wake_all();
    for (auto const& binding : changes->bindings) feed_.wake(binding);
}

void Housekeeping::prune(std::stop_token const& stop) {
    // The messages last as long as their notices: contacts and codes are in them.
    auto const emptied = spool_.remove_older(clock_.now() - settled_notice_kept);
    if (!emptied.ok()) {
        log_.write(LogLevel::warning, "prune_failed", {{"detail", emptied.error().detail}});
    }
    std::int64_t removed = 0;
    do {
        auto const pruned = store_.write([this](Transaction& transaction) -> Result<std::int64_t> {
            auto const now = clock_.now();
            auto const rows = TRY(roomkey::prune(transaction, now, prune_rows_max));
            if (audit_keep_ == Duration::zero()) return rows;
            return rows + TRY(cut_trail(transaction, now, audit_keep_, prune_rows_max));
        });
        if (!pruned.ok()) {
            log_.write(LogLevel::warning, "prune_failed", {{"detail", pruned.error().detail}});
            return;
        }
        removed = *pruned;
    } while (removed >= prune_rows_max && !stop.stop_requested());
}

}  // namespace roomkey
