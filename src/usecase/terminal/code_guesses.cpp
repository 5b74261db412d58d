#include "usecase/terminal/code_guesses.hpp"

#include <algorithm>
#include <cstdint>

#include "usecase/audit_trail.hpp"

namespace roomkey {
namespace {

std::int64_t seconds_until(Instant then, Instant now) {
    return std::max<std::int64_t>(
        1, (then - now + std::chrono::milliseconds{999}) / std::chrono::seconds{1});
}

}  // namespace

std::optional<Error> limit_of(GuessCount const& count, GuessLimits const& limits, Instant now) {
    auto const until = refused_until(count, limits, now);
    if (!until) return std::nullopt;
    auto error = refusal(ErrorCode::too_many_wrong_codes);
    error.retry_after_s = seconds_until(*until, now);
    return error;
}

Status record_locks(Transaction& tx, CountedGuess const& counted, RequestContext const& context,
                    Instant now, User const& account) {
    for (auto const& network : counted.locked) {
        TRY(record_locked_source(tx, context, now, network, "wrong codes", account));
    }
    return Done{};
}

}  // namespace roomkey
