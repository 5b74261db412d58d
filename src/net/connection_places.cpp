#include "net/connection_places.hpp"

#include <boost/asio/ip/address.hpp>
#include <utility>

#include "base/ipv4_inside.hpp"
#include "net/mask_address.hpp"

namespace roomkey {
namespace {

/// What counts as one source: an IPv6 address usually comes with its whole network of 64 bits
/// (RFC 6177).
std::string source_key(std::string_view source) {
    boost::system::error_code error;
    std::string text(source);
    auto const address = boost::asio::ip::make_address(text, error);
    if (error || address.is_v4()) return text;
    auto const bytes = address.to_v6().to_bytes();
    if (auto const inside = ipv4_inside(bytes)) {
        return boost::asio::ip::address_v4(*inside).to_string();
    }
    return {bytes.begin(), bytes.begin() + 8};
}

}  // namespace

ConnectionPlaces::Place::~Place() { places_.give_back(*this); }

void ConnectionPlaces::Place::on_lost(std::function<void()> give_way) {
    std::lock_guard const lock(places_.mutex_);
    give_way_ = std::move(give_way);
}

void ConnectionPlaces::Place::set_idle() {
    std::lock_guard const lock(places_.mutex_);
    if (!is_lost_ && !idle_) idle_ = places_.idle_.insert(places_.idle_.end(), this);
}

bool ConnectionPlaces::Place::set_busy() {
    std::lock_guard const lock(places_.mutex_);
    places_.leave_idle(*this);
    return !is_lost_;
}

bool ConnectionPlaces::Place::is_lost() const {
    std::lock_guard const lock(places_.mutex_);
    return is_lost_;
}

bool ConnectionPlaces::Place::belongs_to(std::string_view source) {
    auto key = source_key(source);
    std::lock_guard const lock(places_.mutex_);
    if (!places_.has_room_for(key)) {
        places_.refuse(&ConnectionFigures::refused_source, source);
        return false;
    }
    places_.count(*this, std::move(key));
    return true;
}

ConnectionPlaces::ConnectionPlaces(Limits limits, Log& log, std::function<Time()> now)
    : limits_(limits), log_(log), now_(std::move(now)) {}

std::unique_ptr<ConnectionPlaces::Place> ConnectionPlaces::take(std::string_view source,
                                                                bool is_proxy) {
    auto key = source_key(source);
    // Before the lock: what is not handed out is destroyed after it.
    std::unique_ptr<Place> place(new Place(*this));
    std::lock_guard const lock(mutex_);
    if (!is_proxy && !has_room_for(key)) {
        refuse(&ConnectionFigures::refused_source, source);
        return nullptr;
    }
    if (taken_ >= limits_.connections_max && !evict_one()) {
        refuse(&ConnectionFigures::refused_full, source);
        return nullptr;
    }
    place->idle_ = idle_.insert(idle_.end(), place.get());
    place->is_taken_ = true;
    ++taken_;
    if (!is_proxy) count(*place, std::move(key));
    return place;
}

ConnectionFigures ConnectionPlaces::figures() const {
    std::lock_guard const lock(mutex_);
    auto figures = figures_;
    figures.open_max = limits_.connections_max;
    return figures;
}

bool ConnectionPlaces::has_room_for(std::string const& source_key) const {
    auto const found = by_source_.find(source_key);
    return found == by_source_.end() || found->second < limits_.per_source_max;
}

void ConnectionPlaces::count(Place& place, std::string source_key) {
    ++by_source_[source_key];
    place.counted_as_ = std::move(source_key);
}

bool ConnectionPlaces::evict_one() {
    if (idle_.empty() || lost_ >= lost_max) return false;
    Place& place = *idle_.front();
    leave_idle(place);
    place.is_lost_ = true;
    --taken_;
    ++lost_;
    ++figures_.evicted;
    if (place.give_way_) place.give_way_();
    return true;
}

void ConnectionPlaces::leave_idle(Place& place) {
    if (place.idle_) idle_.erase(*std::exchange(place.idle_, std::nullopt));
}

void ConnectionPlaces::give_back(Place& place) {
    std::lock_guard const lock(mutex_);
    if (!place.is_taken_) return;
    leave_idle(place);
    if (place.counted_as_) {
        auto const found = by_source_.find(*place.counted_as_);
        if (--found->second == 0) by_source_.erase(found);
    }
    --(place.is_lost_ ? lost_ : taken_);
}

void ConnectionPlaces::refuse(std::size_t ConnectionFigures::*reason, std::string_view source) {
    ++(figures_.*reason);
    if (first_source_.empty()) first_source_ = mask_address(source);
    auto const now = now_();
    if (logged_at_ && now - *logged_at_ < log_period) return;
    log_.write(LogLevel::warning, "connections_refused",
               {{"source_full", std::to_string(figures_.refused_source - logged_.refused_source)},
                {"server_full", std::to_string(figures_.refused_full - logged_.refused_full)},
                {"evicted", std::to_string(figures_.evicted - logged_.evicted)},
                {"first_source", first_source_}});
    logged_ = figures_;
    logged_at_ = now;
    first_source_.clear();
}

}  // namespace roomkey
