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

/// In `time_zone` (IANA); if that is empty, in the time that readers of the language live by:
/// Beijing's for Chinese, UTC for English, whose readers may be anywhere.
LocalTime local_time(Instant instant, Language language, std::string const& time_zone);

}  // namespace roomkey
