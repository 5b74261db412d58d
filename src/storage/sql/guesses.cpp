#include "storage/sql/guesses.hpp"

#include <algorithm>
#include <cassert>

#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

constexpr Duration minute_length = std::chrono::minutes{1};
constexpr std::string_view select_minute = "SELECT count FROM guess_minute WHERE minute = $1";
/// As many as one statement asks for.
constexpr std::size_t networks_max = 3;

std::int64_t minute_of(Instant now) { return unix_milliseconds(now) / minute_length.count(); }

Status hold_guesses(Reader& reader, std::vector<std::string> const& networks, Instant now,
                    GuessLimits const& limits) {
    // From the smallest to the largest, like everyone: a network is only ever waited for by those
    // that hold smaller ones.
    for (auto const& network : networks) {
        TRY(reader.hold_name(LockSpace::guess_source, network));
    }
    return reader.hold_number(LockSpace::guess_minute, select_minute, minute_of(now),
                              limits.open_per_minute());
}

/// The name at `index`; the last one again where there are fewer.
std::string const& name_at(std::vector<std::string> const& networks, std::size_t index) {
    assert(!networks.empty() && networks.size() <= networks_max);
    return networks[std::min(index, networks.size() - 1)];
}

/// The windows of `networks`, in their order.
Result<std::vector<GuessWindow>> find_windows(Reader& reader,
                                              std::vector<std::string> const& networks, Instant now,
                                              GuessLimits const& limits) {
    static std::string const sql = "SELECT w.source, " + guess_window_table.columns() +
                                   " FROM guess_window w WHERE w.source IN ($1, $2, $3)";
    auto const rows =
        TRY(reader.query(sql, name_at(networks, 0), name_at(networks, 1), name_at(networks, 2)));
    std::vector<GuessWindow> windows(networks.size());
    while (TRY(rows->next())) {
        auto const at = std::find(networks.begin(), networks.end(), rows->text());
        assert(at != networks.end());
        windows[static_cast<std::size_t>(at - networks.begin())] =
            as_of(guess_window_table(*rows), limits, now);
    }
    return windows;
}

Status save_window(Transaction& tx, std::string const& network, GuessWindow const& window) {
    static std::string const sql =
        "INSERT INTO guess_window (source, " + guess_window_table.names() + ") VALUES ($1, " +
        guess_window_table.places(2) + ") ON CONFLICT (source) DO UPDATE SET " +
        guess_window_table.replacements();
    Values values(network);
    guess_window_table.add_values(values, window);
    return tx.run(sql, values);
}

}  // namespace

Result<GuessCount> find_guesses(Reader& reader, std::vector<std::string> const& networks,
                                Instant now, GuessLimits const& limits) {
    TRY(hold_guesses(reader, networks, now, limits));
    GuessCount guesses;
    guesses.minute_count = static_cast<int>(
        TRY(reader.held_number(select_minute, minute_of(now), limits.open_per_minute())));
    auto const windows = TRY(find_windows(reader, networks, now, limits));
    for (auto const& window : windows) guesses.add(window, &window == &windows.front(), now);
    return guesses;
}

Result<bool> has_presented(Reader& reader, std::string const& source, Digest const& code_hash,
                           Instant now) {
    auto const rows = TRY(reader.query(
        "SELECT 1 FROM guess_code WHERE source = $1 AND code_hash = $2 AND forget_at > $3", source,
        code_hash, now));
    return rows->next();
}

Result<CountedGuess> count_wrong_code(Transaction& tx, std::vector<std::string> const& networks,
                                      Digest const& code_hash, Instant now,
                                      GuessLimits const& limits) {
    TRY(hold_guesses(tx, networks, now, limits));
    auto const is_new = TRY(
        tx.change("INSERT INTO guess_code (source, code_hash, forget_at) VALUES ($1, $2, $3) "
                  "ON CONFLICT (source, code_hash) DO UPDATE SET forget_at = excluded.forget_at "
                  "WHERE guess_code.forget_at <= $4",
                  networks.front(), code_hash, now + limits.window, now));
    CountedGuess counted;
    if (is_new == 0) return counted;
    counted.is_new = true;
    auto const windows = TRY(find_windows(tx, networks, now, limits));
    auto const tiers = guess_tiers(networks, limits);
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        auto const after = after_wrong_code(windows[i], tiers[i], limits.window, now);
        TRY(save_window(tx, tiers[i].network, after));
        bool const was_locked = windows[i].locked_until > now;
        if (!was_locked && after.locked_until > now) counted.locked.push_back(tiers[i].network);
    }
    TRY(
        tx.run("INSERT INTO guess_minute (minute, count) VALUES ($1, 1) "
               "ON CONFLICT (minute) DO UPDATE SET count = guess_minute.count + 1",
               minute_of(now)));
    return counted;
}

}  // namespace roomkey
