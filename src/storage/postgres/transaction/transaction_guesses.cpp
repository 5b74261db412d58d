#include <string>

#include "storage/postgres/transaction/locks.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// Wrong codes. See docs/decisions for how the count over all nodes is kept.
namespace roomkey::postgres {
namespace {

constexpr Duration minute_length = std::chrono::minutes{1};

std::int64_t minute_of(Instant now) { return unix_milliseconds(now) / minute_length.count(); }

/// Far below the limit all may look at once, as the server lets no more attempts be under way than
/// it has connections; near it only one at a time. Parameters: 1 minute, 2 limit, 3 lock.
constexpr char const* hold_minute =
    "SELECT CASE WHEN set_config('roomkey.guesses', CASE WHEN "
    "coalesce((SELECT count FROM guess_minute WHERE minute = $1), 0) "
    "+ current_setting('max_connections')::bigint <= $2 THEN 'shared' ELSE 'alone' END, true) "
    "= 'shared' THEN pg_advisory_xact_lock_shared($3) ELSE pg_advisory_xact_lock($3) END";

/// The count is read before the lock is waited for, and may be near the limit behind it: whoever
/// looks among others then has to look again, alone. Parameters: 1 source, 2 minute, 3 limit.
constexpr char const* select_guesses =
    "SELECT coalesce(m.count, 0), "
    "coalesce(current_setting('roomkey.guesses', true), '') = 'shared' AND "
    "coalesce(m.count, 0) + current_setting('max_connections')::bigint > $3, "
    "w.count, w.window_until, w.locked_until FROM (SELECT) one "
    "LEFT JOIN guess_minute m ON m.minute = $2 LEFT JOIN guess_window w ON w.source = $1";

}  // namespace

Status Transaction::hold_guesses(std::string const& source, Instant now,
                                 GuessLimits const& limits) {
    // Once: asked again, who looks among others might want to be alone, and so would they.
    if (holds_guesses_) return Done{};
    holds_guesses_ = true;
    TRY(postgres::hold(connection_, LockSpace::guess_source, source));
    return connection_.run(hold_minute, minute_of(now), limits.per_minute,
                           lock_key(LockSpace::guess_minute, {}));
}

Result<GuessCount> Transaction::find_guesses(std::string const& source, Instant now,
                                             GuessLimits const& limits) {
    if (holds_) TRY(hold_guesses(source, now, limits));
    auto rows = TRY(connection_.query(select_guesses, source, minute_of(now), limits.per_minute));
    GuessCount guesses;
    if (!rows.next()) return guesses;
    guesses.minute_count = rows.small();
    bool const is_outrun = rows.boolean();
    if (holds_ && is_outrun) return connection_.fail({{}, "guesses moved on", Remedy::repeat});
    if (rows.is_null()) return guesses;
    int const count = rows.small();
    auto const window_until = rows.instant();
    auto const locked_until = rows.instant();
    if (now < locked_until) guesses.locked_until = locked_until;
    if (now < window_until || now < locked_until) guesses.source_count = count;
    return guesses;
}

Status Transaction::count_wrong_code(std::string const& source, Instant now,
                                     GuessLimits const& limits) {
    auto const before = TRY(find_guesses(source, now, limits));
    int const count = before.source_count + 1;
    Instant locked_until{};
    if (before.locked_until) {
        locked_until = *before.locked_until;
    } else if (count >= limits.per_source) {
        locked_until = now + limits.lock;
    }
    // A window starts with its first wrong code. From the lock on, the lock alone counts, so that
    // the count starts anew when it is over.
    auto const window_until = locked_until > now ? locked_until : now + limits.window;
    bool const goes_on = before.source_count > 0 && locked_until <= now;
    TRY(
        connection_.run("INSERT INTO guess_window (source, count, window_until, locked_until) "
                        "VALUES ($1, $2, $3, $4) ON CONFLICT (source) DO UPDATE SET "
                        "count = excluded.count, locked_until = excluded.locked_until, "
                        "window_until = CASE WHEN $5 THEN guess_window.window_until "
                        "ELSE excluded.window_until END",
                        source, count, window_until, locked_until, goes_on));
    return connection_.run(
        "INSERT INTO guess_minute (minute, count) VALUES ($1, 1) "
        "ON CONFLICT (minute) DO UPDATE SET count = guess_minute.count + 1",
        minute_of(now));
}

}  // namespace roomkey::postgres
