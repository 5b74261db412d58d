#pragma once

#include <chrono>
#include <string>

#include "base/clock.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// True for a name of the IANA time zone database, such as Europe/Berlin.
bool is_time_zone(std::string const& name);

constexpr char const* beijing_zone = "Asia/Shanghai";

/// The zone itself; if that is empty, the one that readers of the language live by: Beijing's for
/// Chinese, UTC for English, whose readers may be anywhere.
std::string zone_in_effect(std::string const& zone, Language language);

/// How far its clocks are ahead of UTC at that moment, daylight saving time included; 0 for a zone
/// that is not known.
std::chrono::minutes utc_offset(std::string const& zone, Instant at);

/// "UTC", "UTC+1", "UTC-9:30".
std::string offset_text(std::chrono::minutes offset);

}  // namespace roomkey
