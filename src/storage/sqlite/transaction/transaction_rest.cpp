#include "storage/sqlite/transaction/transaction.hpp"

namespace roomkey::sqlite {
namespace {

constexpr Duration minute_length = std::chrono::minutes{1};

std::int64_t minute_of(Instant now) { return unix_milliseconds(now) / minute_length.count(); }

}  // namespace

Result<GuessCount> Transaction::find_guesses(std::string const& source, Instant now,
                                             GuessLimits const& /*limits*/) {
    GuessCount guesses;
    {
        auto query = TRY(connection_.query(
            "SELECT count, window_until, locked_until FROM guess_window WHERE source = ?", source));
        if (TRY(query.next())) {
            int const count = query.small();
            auto const window_until = query.instant();
            auto const locked_until = query.instant();
            if (now < locked_until) guesses.locked_until = locked_until;
            if (now < window_until || now < locked_until) guesses.source_count = count;
        }
    }
    auto query =
        TRY(connection_.query("SELECT count FROM guess_minute WHERE minute = ?", minute_of(now)));
    if (TRY(query.next())) guesses.minute_count = query.small();
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
                        "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (source) DO UPDATE SET "
                        "count = excluded.count, locked_until = excluded.locked_until, "
                        "window_until = CASE WHEN ?5 THEN window_until "
                        "ELSE excluded.window_until END",
                        source, count, window_until, locked_until, goes_on));
    return connection_.run(
        "INSERT INTO guess_minute VALUES (?, 1) ON CONFLICT (minute) DO UPDATE SET "
        "count = count + 1",
        minute_of(now));
}

Result<std::optional<Replay>> Transaction::find_replay(UserId const& user, Digest const& key_hash) {
    auto query = TRY(connection_.query(
        "SELECT user_id, key_hash, request_hash, sealed_answer, expires_at FROM replay "
        "WHERE user_id = ? AND key_hash = ?",
        user, key_hash));
    if (!TRY(query.next())) return std::optional<Replay>{};
    Replay replay;
    replay.user_id = query.id<UserId>();
    replay.key_hash = query.digest();
    replay.request_hash = query.digest();
    replay.sealed_answer = query.blob();
    replay.expires_at = query.instant();
    return std::optional{std::move(replay)};
}

Status Transaction::insert_replay(Replay const& replay) {
    return connection_.run(
        "INSERT INTO replay VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, "
        "expires_at = excluded.expires_at",
        replay.user_id, replay.key_hash, replay.request_hash, replay.sealed_answer,
        replay.expires_at);
}

Result<std::optional<Digest>> Transaction::find_key_check() {
    auto query = TRY(connection_.query("SELECT hash FROM key_check"));
    if (!TRY(query.next())) return std::optional<Digest>{};
    return std::optional{query.digest()};
}

Result<bool> Transaction::insert_key_check(Digest const& check) {
    return TRY(connection_.change("INSERT INTO key_check VALUES (1, ?) ON CONFLICT DO NOTHING",
                                  check)) > 0;
}

Result<std::optional<SignInFailures>> Transaction::find_sign_in_failures(
    std::string const& account) {
    auto query = TRY(connection_.query(
        "SELECT account, count, locked_until, updated_at FROM sign_in_failure WHERE account = ?",
        account));
    if (!TRY(query.next())) return std::optional<SignInFailures>{};
    SignInFailures failures;
    failures.account = query.text();
    failures.count = query.small();
    failures.locked_until = query.instant();
    failures.updated_at = query.instant();
    return std::optional{std::move(failures)};
}

Status Transaction::update_session(Digest const& access_hash, Session const& session) {
    return connection_.run(
        "UPDATE session SET access_hash = ?, refresh_hash = ?, created_at = ?, expires_at = ?, "
        "refresh_created_at = ?, refresh_expires_at = ?, ended = ? WHERE access_hash = ?",
        session.access_hash, session.refresh_hash, session.created_at, session.expires_at,
        session.refresh_created_at, session.refresh_expires_at, session.ended, access_hash);
}

Status Transaction::save_sign_in_failures(SignInFailures const& failures) {
    return connection_.run(
        "INSERT INTO sign_in_failure VALUES (?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET "
        "count = excluded.count, locked_until = excluded.locked_until, "
        "updated_at = excluded.updated_at",
        failures.account, failures.count, failures.locked_until, failures.updated_at);
}

Status Transaction::clear_sign_in_failures(std::string const& account) {
    return connection_.run("DELETE FROM sign_in_failure WHERE account = ?", account);
}

Status Transaction::renew_credential(Credential const& credential, Instant old_expires_at) {
    std::int64_t binding_key = 0;
    {
        auto query = TRY(connection_.query("SELECT binding_key FROM binding WHERE binding_id = ?",
                                           credential.binding_id));
        if (!TRY(query.next())) return internal_error("sqlite: a credential of no binding");
        binding_key = query.integer();
    }
    TRY(connection_.run("DELETE FROM credential WHERE binding_key = ? AND is_confirmed = 0",
                        binding_key));
    TRY(
        connection_.run("UPDATE credential SET expires_at = min(expires_at, ?) "
                        "WHERE binding_key = ?",
                        old_expires_at, binding_key));
    return connection_.run("INSERT INTO credential VALUES (?, ?, ?, ?, ?)", credential.hash,
                           binding_key, credential.issued_at, credential.expires_at,
                           credential.is_confirmed);
}

Status Transaction::confirm_credential(Digest const& hash, BindingId const& binding) {
    auto const confirmed = TRY(connection_.change(
        "UPDATE credential SET is_confirmed = 1 WHERE hash = ? AND binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = ?)",
        hash, binding));
    if (confirmed == 0) return Done{};
    return connection_.run(
        "DELETE FROM credential WHERE binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = ?) AND hash <> ?",
        binding, hash);
}

}  // namespace roomkey::sqlite
