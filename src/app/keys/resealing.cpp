#include "app/keys/resealing.hpp"

#include <string>
#include <utility>

namespace roomkey {

Resealing::Resealing(ResealValues& values, Sealer const& sealer, Log& log)
    : values_(values),
      sealer_(sealer),
      log_(log),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

void Resealing::wake() {
    {
        std::lock_guard const lock(mutex_);
        is_due_ = true;
    }
    changed_.notify_all();
}

SealedCounts Resealing::sealed_by() const {
    std::lock_guard const lock(mutex_);
    return sealed_by_;
}

void Resealing::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        auto const wait = sealer_.has_older_keys() ? walk(stop) : period;
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, wait, [this] { return is_due_; });
        is_due_ = false;
    }
}

Duration Resealing::walk(std::stop_token const& stop) {
    auto const counted = values_.count([&](ResealProgress const&) { return may_go_on(stop); });
    if (!counted.ok()) return give_up(counted.error());
    auto const current = sealer_.current_key();
    auto const show = [&](ResealProgress const& progress) {
        auto counts = counted->sealed_by;
        for (auto const& [key, count] : progress.resealed_from) {
            counts[key] -= count;
            counts[current] += count;
        }
        std::lock_guard const lock(mutex_);
        sealed_by_ = std::move(counts);
    };
    show({});
    auto const outcome = values_.run([&](ResealProgress const& progress) {
        show(progress);
        return may_go_on(stop);
    });
    if (!outcome.ok()) return give_up(outcome.error());
    if (outcome->resealed > 0 || outcome->failed > 0) {
        log_.write(outcome->failed > 0 ? LogLevel::warning : LogLevel::info, "resealed",
                   {{"key", std::to_string(sealer_.current_key())},
                    {"values", std::to_string(outcome->resealed)},
                    {"failed", std::to_string(outcome->failed)}});
    }
    return period;
}

Duration Resealing::give_up(Error const& error) {
    log_.write(LogLevel::warning, "reseal_failed", {{"detail", error.detail}});
    return retry;
}

bool Resealing::may_go_on(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    // A change of the keys ends this walk; the next one begins at once.
    bool const is_over = changed_.wait_for(lock, stop, pause, [this] { return is_due_; });
    return !is_over && !stop.stop_requested();
}

}  // namespace roomkey
