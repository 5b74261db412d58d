#include "delivery/delivery_figures.hpp"

#include "base/time_left.hpp"

namespace roomkey {

void DeliveryCounters::count(Channel channel, Counter counter) {
    std::lock_guard const lock(mutex_);
    auto& figures = channel == Channel::sms ? figures_.sms : figures_.email;
    figures.*counter += 1;
}

void DeliveryCounters::count_failure(Channel channel, std::string_view reason) {
    std::lock_guard const lock(mutex_);
    auto& figures = channel == Channel::sms ? figures_.sms : figures_.email;
    figures.failed[reason] += 1;
}

bool DeliveryCounters::count_refusal(Channel channel, std::string_view reason, Instant now) {
    std::lock_guard const lock(mutex_);
    auto& figures = channel == Channel::sms ? figures_.sms : figures_.email;
    figures.refusals[reason] += 1;
    auto const [last, is_first] = alarmed_at_.try_emplace({channel, reason}, now);
    auto const quiet_until = last->second + alarm_period;
    bool const is_quiet = time_left(quiet_until, now, alarm_period) > Duration::zero();
    if (!is_first && is_quiet) return false;
    last->second = now;
    return true;
}

void DeliveryCounters::count_store_error() {
    std::lock_guard const lock(mutex_);
    figures_.store_errors += 1;
}

DeliveryFigures DeliveryCounters::snapshot() const {
    std::lock_guard const lock(mutex_);
    return figures_;
}

}  // namespace roomkey
