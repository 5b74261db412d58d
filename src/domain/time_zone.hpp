#pragma once

#include <chrono>
#include <string>

#include "base/clock.hpp"

namespace roomkey {

/// True for a name of the IANA time zone database, such as Europe/Berlin.
bool is_time_zone(std::string const& name);

/// How far its clocks are ahead of UTC at that moment, daylight saving time included; 0 for a zone
/// that is not known.
std::chrono::minutes utc_offset(std::string const& zone, Instant at);

/// "UTC", "UTC+1", "UTC-9:30".
std::string offset_text(std::chrono::minutes offset);

}  // namespace roomkey
