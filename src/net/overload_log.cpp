#include "net/overload_log.hpp"

#include <utility>

namespace roomkey {

OverloadLog::OverloadLog(Log& log, std::function<Time()> now) : log_(log), now_(std::move(now)) {}

void OverloadLog::note(std::string_view route, std::string_view masked_source) {
    std::lock_guard const lock(mutex_);
    if (refused_++ == 0) {
        first_route_ = route.empty() ? "-" : route;
        first_source_ = masked_source;
    }
    auto const now = now_();
    if (logged_at_ && now - *logged_at_ < log_period) return;
    log_.write(LogLevel::warning, "overloaded",
               {{"refused", std::to_string(refused_)},
                {"first_route", first_route_},
                {"first_source", first_source_}});
    refused_ = 0;
    logged_at_ = now;
}

}  // namespace roomkey
