#include "base/moment_text.hpp"

#include <fmt/chrono.h>

namespace roomkey {

std::tm utc_parts(Instant instant) {
    // Not a time point of fmt's, which counts nanoseconds and so ends in the year 2262.
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    return fmt::gmtime(std::time_t{second.time_since_epoch().count()});
}

std::string moment_text(Instant instant) {
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", utc_parts(instant),
                       (instant - second).count());
}

std::string date_time_text(Instant instant) {
    return fmt::format("{:%Y-%m-%d %H:%M:%S}", utc_parts(instant));
}

std::string header_date(Instant instant) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S}", utc_parts(instant));
}

}  // namespace roomkey
