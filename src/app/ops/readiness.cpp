#include "app/ops/readiness.hpp"

#include <utility>

namespace roomkey {

Readiness::Readiness(std::vector<ReadinessCheck> checks, std::chrono::milliseconds age_max)
    : checks_(std::move(checks)), age_max_(age_max) {}

std::optional<Readiness::Failure> Readiness::check() {
    auto const begun_at = std::chrono::steady_clock::now();
    std::optional<Failure> failure;
    for (auto const& check : checks_) {
        auto const status = check.run();
        if (status.ok()) continue;
        failure = Failure{check.name, status.error()};
        break;
    }
    publish(!failure, begun_at);
    return failure;
}

void Readiness::publish(bool is_ready, Time begun_at) {
    std::lock_guard const guard(result_mutex_);
    // One that took long may end after a later one.
    if (begun_at < result_of_) return;
    was_ready_ = is_ready;
    result_of_ = begun_at;
}

bool Readiness::hangs(Time now) const {
    auto const begun_at = begun_at_.load();
    return begun_at < now && now - begun_at > age_max_;
}

bool Readiness::is_ready() {
    // A check of a database that does not answer takes long, and occupies one thread, not all.
    std::unique_lock const turn(checking_, std::try_to_lock);
    auto const now = std::chrono::steady_clock::now();
    if (!turn.owns_lock() && hangs(now)) return false;
    auto const is_old = [&] {
        std::lock_guard const guard(result_mutex_);
        return result_of_ == Time::min() || now - result_of_ >= age_max_;
    };
    if (turn.owns_lock() && is_old()) {
        begun_at_ = now;
        check();
        begun_at_ = Time::max();
    }
    std::lock_guard const guard(result_mutex_);
    return was_ready_;
}

}  // namespace roomkey
