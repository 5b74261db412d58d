#include "storage/sqlite/transaction/transaction.hpp"

// Wrong codes. All changes take turns, so nothing needs to be held.
namespace roomkey::sqlite {
namespace {

constexpr Duration minute_length = std::chrono::minutes{1};

std::int64_t minute_of(Instant now) { return unix_milliseconds(now) / minute_length.count(); }

Result<GuessWindow> find_window(Connection& connection, std::string const& network) {
    GuessWindow window;
    auto query = TRY(connection.query(
        "SELECT count, window_until, locked_until FROM guess_window WHERE source = ?", network));
    if (!TRY(query.next())) return window;
    window.count = query.small();
    window.window_until = query.instant();
    window.locked_until = query.instant();
    return window;
}

Status save_window(Connection& connection, std::string const& network, GuessWindow const& window) {
    return connection.run(
        "INSERT INTO guess_window (source, count, window_until, locked_until) "
        "VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET count = excluded.count, "
        "window_until = excluded.window_until, locked_until = excluded.locked_until",
        network, window.count, window.window_until, window.locked_until);
}

}  // namespace

Result<GuessCount> Transaction::find_guesses(std::vector<std::string> const& networks, Instant now,
                                             GuessLimits const& /*limits*/) {
    GuessCount guesses;
    for (auto const& network : networks) {
        guesses.add(TRY(find_window(connection_, network)), &network == &networks.front(), now);
    }
    auto query =
        TRY(connection_.query("SELECT count FROM guess_minute WHERE minute = ?", minute_of(now)));
    if (TRY(query.next())) guesses.minute_count = query.small();
    return guesses;
}

Result<bool> Transaction::count_wrong_code(std::vector<std::string> const& networks,
                                           Digest const& code_hash, Instant now,
                                           GuessLimits const& limits) {
    auto const is_new = TRY(connection_.change(
        "INSERT INTO guess_code (source, code_hash, forget_at) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (source, code_hash) DO UPDATE SET forget_at = excluded.forget_at "
        "WHERE forget_at <= ?4",
        networks.front(), code_hash, now + limits.window, now));
    if (is_new == 0) return false;
    for (auto const& tier : guess_tiers(networks, limits)) {
        auto const before = TRY(find_window(connection_, tier.network));
        TRY(save_window(connection_, tier.network,
                        after_wrong_code(before, tier, limits.window, now)));
    }
    TRY(
        connection_.run("INSERT INTO guess_minute (minute, count) VALUES (?, 1) "
                        "ON CONFLICT (minute) DO UPDATE SET count = count + 1",
                        minute_of(now)));
    return true;
}

}  // namespace roomkey::sqlite
