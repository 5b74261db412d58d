#include "delivery/local_time.hpp"

#include <chrono>

#include "base/moment_text.hpp"
#include "domain/time_zone.hpp"

namespace roomkey {

LocalTime local_time(Instant instant, Language language, std::string const& time_zone) {
    constexpr char const* beijing = "Asia/Shanghai";
    bool const is_chinese = language == Language::zh_cn;
    bool const is_beijing = is_chinese && (time_zone.empty() || time_zone == beijing);
    auto const offset = time_zone.empty() && !is_chinese
                            ? std::chrono::minutes{0}
                            : utc_offset(time_zone.empty() ? beijing : time_zone, instant);
    return {utc_parts(instant + offset), is_beijing ? "北京时间" : offset_text(offset)};
}

}  // namespace roomkey
