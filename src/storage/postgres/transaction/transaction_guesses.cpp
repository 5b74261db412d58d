#include <algorithm>
#include <cassert>
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
/// looks among others then has to look again, alone. Parameters: 1 minute, 2 limit.
constexpr char const* select_minute =
    "SELECT coalesce(m.count, 0), "
    "coalesce(current_setting('roomkey.guesses', true), '') = 'shared' AND "
    "coalesce(m.count, 0) + current_setting('max_connections')::bigint > $2 "
    "FROM (SELECT) one LEFT JOIN guess_minute m ON m.minute = $1";

constexpr char const* select_windows =
    "SELECT source, count, window_until, locked_until FROM guess_window "
    "WHERE source IN ($1, $2, $3)";

/// As many as `select_windows` asks for.
constexpr std::size_t networks_max = 3;

/// The windows of `networks`, in their order.
std::vector<GuessWindow> read_windows(Rows rows, std::vector<std::string> const& networks) {
    std::vector<GuessWindow> windows(networks.size());
    while (rows.next()) {
        auto const at = std::find(networks.begin(), networks.end(), rows.text());
        assert(at != networks.end());
        auto& window = windows[static_cast<std::size_t>(at - networks.begin())];
        window.count = rows.small();
        window.window_until = rows.instant();
        window.locked_until = rows.instant();
    }
    return windows;
}

/// The name at `index`; the last one again where there are fewer.
std::string const& name_at(std::vector<std::string> const& networks, std::size_t index) {
    assert(!networks.empty() && networks.size() <= networks_max);
    return networks[std::min(index, networks.size() - 1)];
}

}  // namespace

Status Transaction::hold_guesses(std::vector<std::string> const& networks, Instant now,
                                 GuessLimits const& limits) {
    // Once: asked again, a transaction among others might want to be alone, and so would they.
    if (holds_guesses_) return Done{};
    holds_guesses_ = true;
    // From the smallest to the largest, as everybody: a network is only ever waited for by those
    // that hold smaller ones.
    for (auto const& network : networks) {
        TRY(hold(connection_, LockSpace::guess_source, network));
    }
    return connection_.run(hold_minute, minute_of(now), limits.open_per_minute(),
                           lock_key(LockSpace::guess_minute, {}));
}

Result<GuessCount> Transaction::find_guesses(std::vector<std::string> const& networks, Instant now,
                                             GuessLimits const& limits) {
    if (holds_) TRY(hold_guesses(networks, now, limits));
    auto minute = TRY(connection_.query(select_minute, minute_of(now), limits.open_per_minute()));
    GuessCount guesses;
    if (!minute.next()) return guesses;
    guesses.minute_count = minute.small();
    bool const is_outrun = minute.boolean();
    if (holds_ && is_outrun) return connection_.fail({{}, "guesses moved on", Remedy::repeat});
    auto const windows =
        read_windows(TRY(connection_.query(select_windows, name_at(networks, 0),
                                           name_at(networks, 1), name_at(networks, 2))),
                     networks);
    for (auto const& window : windows) guesses.add(window, &window == &windows.front(), now);
    return guesses;
}

Result<bool> Transaction::count_wrong_code(std::vector<std::string> const& networks,
                                           Digest const& code_hash, Instant now,
                                           GuessLimits const& limits) {
    TRY(hold_guesses(networks, now, limits));
    auto const is_new = TRY(connection_.change(
        "INSERT INTO guess_code (source, code_hash, forget_at) VALUES ($1, $2, $3) "
        "ON CONFLICT (source, code_hash) DO UPDATE SET forget_at = excluded.forget_at "
        "WHERE guess_code.forget_at <= $4",
        networks.front(), code_hash, now + limits.window, now));
    if (is_new == 0) return false;
    auto const windows =
        read_windows(TRY(connection_.query(select_windows, name_at(networks, 0),
                                           name_at(networks, 1), name_at(networks, 2))),
                     networks);
    auto const tiers = guess_tiers(networks, limits);
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        auto const after = after_wrong_code(windows[i], tiers[i], limits.window, now);
        TRY(connection_.run(
            "INSERT INTO guess_window (source, count, window_until, locked_until) "
            "VALUES ($1, $2, $3, $4) ON CONFLICT (source) DO UPDATE SET count = excluded.count, "
            "window_until = excluded.window_until, locked_until = excluded.locked_until",
            tiers[i].network, after.count, after.window_until, after.locked_until));
    }
    TRY(
        connection_.run("INSERT INTO guess_minute (minute, count) VALUES ($1, 1) "
                        "ON CONFLICT (minute) DO UPDATE SET count = guess_minute.count + 1",
                        minute_of(now)));
    return true;
}

}  // namespace roomkey::postgres
