#include "base/duration_text.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace roomkey {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

// Largest first, as the printing needs it.
constexpr std::array<Unit, 5> units{{
    {"d", 86'400'000},
    {"h", 3'600'000},
    {"m", 60'000},
    {"s", 1'000},
    {"ms", 1},
}};

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    auto const unit_name = text.substr(static_cast<std::size_t>(end - text.data()));
    for (auto const& unit : units) {
        if (unit_name != unit.name) continue;
        if (number > std::numeric_limits<std::int64_t>::max() / unit.milliseconds) {
            return std::nullopt;
        }
        return Duration{number * unit.milliseconds};
    }
    return std::nullopt;
}

std::string duration_text(Duration duration) {
    if (duration == Duration::zero()) return "0s";
    for (auto const& unit : units) {
        if (duration.count() % unit.milliseconds == 0) {
            return std::to_string(duration.count() / unit.milliseconds) + std::string(unit.name);
        }
    }
    return {};
}

}  // namespace roomkey
