#include "delivery/delivery_figures.hpp"

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

void DeliveryCounters::count_store_error() {
    std::lock_guard const lock(mutex_);
    figures_.store_errors += 1;
}

DeliveryFigures DeliveryCounters::snapshot() const {
    std::lock_guard const lock(mutex_);
    return figures_;
}

}  // namespace roomkey
