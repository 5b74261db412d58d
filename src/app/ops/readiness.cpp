#include "app/ops/readiness.hpp"

#include <utility>

namespace roomkey {

Readiness::Readiness(std::vector<ReadinessCheck> checks, std::chrono::milliseconds age_max)
    : checks_(std::move(checks)), age_max_(age_max) {}

std::optional<Readiness::Failure> Readiness::check() {
    std::optional<Failure> failure;
    for (auto const& check : checks_) {
        auto const status = check.run();
        if (status.ok()) continue;
        failure = Failure{check.name, status.error()};
        break;
    }
    was_ready_ = !failure;
    checked_at_ = std::chrono::steady_clock::now();
    return failure;
}

bool Readiness::is_ready() {
    // A check of a database that does not answer takes long, and occupies one thread, not all.
    std::unique_lock const turn(checking_, std::try_to_lock);
    auto const oldest = std::chrono::steady_clock::now() - age_max_;
    if (turn.owns_lock() && checked_at_.load() <= oldest) check();
    return was_ready_;
}

}  // namespace roomkey
