#pragma once

#include <ctime>
#include <string>

#include "base/clock.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// A moment as the receiver of a message reads it.
struct LocalTime {
    std::tm parts{};
    std::string zone;  ///< Such as "北京时间", "UTC" or "UTC+1".
};

/// In `time_zone` (IANA); if that is empty, in the usual one of the language (`zone_in_effect`).
LocalTime local_time(Instant instant, Language language, std::string const& time_zone);

}  // namespace roomkey
