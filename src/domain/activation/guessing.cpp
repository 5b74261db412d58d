#include "domain/activation/guessing.hpp"

#include <algorithm>
#include <cstddef>

#include "base/time_left.hpp"

namespace roomkey {

int GuessLimits::open_per_minute() const { return per_minute - per_minute * reserve_percent / 100; }

std::vector<GuessTier> guess_tiers(std::vector<std::string> const& networks,
                                   GuessLimits const& limits) {
    std::vector<GuessTier> tiers;
    tiers.reserve(networks.size());
    for (std::size_t i = 0; i < networks.size(); ++i) {
        if (i == 0) {
            tiers.push_back({networks[i], limits.per_source, limits.lock});
        } else {
            bool const is_largest = i + 1 == networks.size();
            tiers.push_back(
                {networks[i], is_largest ? limits.per_network : (limits.per_network + 1) / 2, {}});
        }
    }
    return tiers;
}

GuessWindow as_of(GuessWindow const& window, GuessLimits const& limits, Instant now) {
    auto seen = window;
    auto const longest = std::max(limits.window, limits.lock);
    seen.window_until = now + time_left(window.window_until, now, longest);
    seen.locked_until = now + time_left(window.locked_until, now, longest);
    return seen;
}

GuessWindow after_wrong_code(GuessWindow const& before, GuessTier const& tier, Duration window,
                             Instant now) {
    GuessWindow after;
    after.count = before.is_over(now) ? 1 : before.count + 1;
    after.window_until = before.window_until > now ? before.window_until : now + window;
    if (before.locked_until > now) {
        after.locked_until = before.locked_until;
    } else if (after.count >= tier.max) {
        after.locked_until = tier.lock > Duration{0} ? now + tier.lock : after.window_until;
    }
    if (after.locked_until > now) after.window_until = after.locked_until;
    return after;
}

void GuessCount::add(GuessWindow const& window, bool is_source, Instant now) {
    if (window.is_over(now)) return;
    is_clean = false;
    if (is_source) source_count = window.count;
    if (window.locked_until <= now) return;
    locked_until = std::max(locked_until.value_or(window.locked_until), window.locked_until);
}

std::optional<Instant> refused_until(GuessCount const& count, GuessLimits const& limits,
                                     Instant now) {
    if (count.locked_until && *count.locked_until > now) return count.locked_until;
    int const minute_max = count.is_clean ? limits.per_minute : limits.open_per_minute();
    if (count.minute_count < minute_max) return std::nullopt;
    return std::chrono::ceil<std::chrono::minutes>(now + Duration{1});
}

}  // namespace roomkey
