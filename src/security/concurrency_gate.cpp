#include "security/concurrency_gate.hpp"

namespace roomkey {

std::optional<ConcurrencyGate::Pass> ConcurrencyGate::enter() {
    std::unique_lock lock{mutex_};
    if (!place_came_free_.wait_for(lock, wait_max_, [&] { return places_ > 0; })) {
        return std::nullopt;
    }
    --places_;
    return std::optional<Pass>{std::in_place, *this};
}

void ConcurrencyGate::leave() {
    std::lock_guard const guard{mutex_};
    ++places_;
    // Under the lock: the waiting caller may be the one that ends the gate's life.
    place_came_free_.notify_one();
}

}  // namespace roomkey
