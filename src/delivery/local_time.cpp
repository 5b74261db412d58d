#include "delivery/local_time.hpp"

#include <chrono>

#include "base/moment_text.hpp"
#include "domain/time_zone.hpp"

namespace roomkey {

LocalTime local_time(Instant instant, Language language, std::string const& time_zone) {
    auto const zone = zone_in_effect(time_zone, language);
    bool const is_beijing = language == Language::zh_cn && zone == beijing_zone;
    auto const offset = utc_offset(zone, instant);
    return {utc_parts(instant + offset), is_beijing ? "北京时间" : offset_text(offset)};
}

}  // namespace roomkey
