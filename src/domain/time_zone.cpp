#include "domain/time_zone.hpp"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include <array>
#include <memory>
#include <string_view>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

// The longest name has 32 characters (America/Argentina/ComodRivadavia).
constexpr std::size_t name_length_max = 64;

std::u16string utf16(std::string const& name) { return {name.begin(), name.end()}; }

struct CloseCalendar {
    void operator()(void* calendar) const { ucal_close(static_cast<UCalendar*>(calendar)); }
};

}  // namespace

bool is_time_zone(std::string const& name) {
    bool const is_written_like_one =
        name.size() <= name_length_max && consists_of(name, [](char c) {
            return is_letter_or_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
        });
    if (name.empty() || !is_written_like_one) return false;
    auto const text = utf16(name);
    std::array<UChar, name_length_max + 1> canonical{};
    UBool is_system_zone = 0;
    UErrorCode code = U_ZERO_ERROR;
    ucal_getCanonicalTimeZoneID(text.c_str(), static_cast<std::int32_t>(text.size()),
                                canonical.data(), static_cast<std::int32_t>(canonical.size()),
                                &is_system_zone, &code);
    // Others are offsets such as GMT+3, which know no daylight saving time.
    return U_SUCCESS(code) && is_system_zone != 0;
}

std::string zone_in_effect(std::string const& zone, Language language) {
    if (!zone.empty()) return zone;
    return language == Language::zh_cn ? beijing_zone : "UTC";
}

std::chrono::minutes utc_offset(std::string const& zone, Instant at) {
    if (!is_time_zone(zone)) return {};
    auto const text = utf16(zone);
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<void, CloseCalendar> const calendar(ucal_open(
        text.c_str(), static_cast<std::int32_t>(text.size()), "en_US", UCAL_GREGORIAN, &code));
    if (U_FAILURE(code)) return {};
    auto* const opened = static_cast<UCalendar*>(calendar.get());
    ucal_setMillis(opened, static_cast<double>(unix_milliseconds(at)), &code);
    auto const milliseconds =
        ucal_get(opened, UCAL_ZONE_OFFSET, &code) + ucal_get(opened, UCAL_DST_OFFSET, &code);
    if (U_FAILURE(code)) return {};
    return std::chrono::duration_cast<std::chrono::minutes>(
        std::chrono::milliseconds{milliseconds});
}

std::string offset_text(std::chrono::minutes offset) {
    if (offset.count() == 0) return "UTC";
    auto const minutes = offset.count() < 0 ? -offset.count() : offset.count();
    auto text = std::string(offset.count() < 0 ? "UTC-" : "UTC+") + std::to_string(minutes / 60);
    auto const rest = minutes % 60;
    if (rest != 0) text += (rest < 10 ? ":0" : ":") + std::to_string(rest);
    return text;
}

}  // namespace roomkey
