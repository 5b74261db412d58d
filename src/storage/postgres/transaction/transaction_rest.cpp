#include "storage/postgres/transaction/locks.hpp"
#include "storage/postgres/transaction/transaction.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey::postgres {

Result<std::optional<Replay>> Transaction::find_replay(UserId const& user, Digest const& key_hash) {
    auto rows = TRY(connection_.query(
        "SELECT user_id, key_hash, request_hash, sealed_answer, expires_at FROM replay "
        "WHERE user_id = $1 AND key_hash = $2",
        user, key_hash));
    if (!rows.next()) return std::optional<Replay>{};
    return std::optional{replay_table(rows)};
}

Status Transaction::insert_replay(Replay const& replay) {
    return connection_.run(
        "INSERT INTO replay (user_id, key_hash, request_hash, sealed_answer, expires_at) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id, key_hash) DO UPDATE SET "
        "request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, "
        "expires_at = excluded.expires_at",
        replay.user_id, replay.key_hash, replay.request_hash, replay.sealed_answer,
        replay.expires_at);
}

Result<std::optional<Digest>> Transaction::find_key_check() {
    constexpr char const* question = "SELECT hash FROM key_check";
    constexpr char const* hold_it = "SELECT hash FROM key_check FOR NO KEY UPDATE";
    auto rows = TRY(connection_.query(holds_ ? hold_it : question));
    if (!rows.next()) return std::optional<Digest>{};
    return std::optional{rows.digest()};
}

Result<bool> Transaction::insert_key_check(Digest const& check) {
    return TRY(connection_.change("INSERT INTO key_check (check_key, hash) VALUES (1, $1) "
                                  "ON CONFLICT DO NOTHING",
                                  check)) > 0;
}

std::optional<SessionFacts> Transaction::remember(std::optional<SessionFacts> facts) {
    if (holds_ && facts)
        sessions_read_.insert_or_assign(facts->session.access_hash, facts->session);
    return facts;
}

Result<std::optional<SessionFacts>> Transaction::find_session(Digest const& access_hash) {
    return remember(TRY(roomkey::find_session(*this, access_hash)));
}

Result<std::optional<SessionFacts>> Transaction::find_session_by_refresh(
    Digest const& refresh_hash) {
    return remember(TRY(roomkey::find_session_by_refresh(*this, refresh_hash)));
}

Result<std::optional<SignInFailures>> Transaction::find_sign_in_failures(
    std::string const& account) {
    // There may be no row to hold, and no account either.
    if (holds_) TRY(postgres::hold(connection_, LockSpace::sign_in, account));
    auto rows = TRY(connection_.query(
        "SELECT account, count, locked_until, updated_at FROM sign_in_failure WHERE account = $1",
        account));
    if (!rows.next()) return std::optional<SignInFailures>{};
    SignInFailures failures;
    failures.account = rows.text();
    failures.count = rows.small();
    failures.locked_until = rows.instant();
    failures.updated_at = rows.instant();
    return std::optional{std::move(failures)};
}

Status Transaction::update_session(Digest const& access_hash, Session const& session) {
    // A session is read without holding it, so it is changed only if it is as it was read: it may
    // have been displaced or renewed meanwhile, and then the work is run anew.
    auto const read = sessions_read_.find(access_hash);
    std::optional<Digest> refresh_hash;
    auto ended = SessionEnd::none;
    if (read != sessions_read_.end()) {
        refresh_hash = read->second.refresh_hash;
        ended = read->second.ended;
    }
    auto const updated = TRY(connection_.change(
        "UPDATE session SET access_hash = $1, refresh_hash = $2, created_at = $3, "
        "expires_at = $4, refresh_created_at = $5, refresh_expires_at = $6, ended = $7 "
        "WHERE access_hash = $8 AND ($9::bytea IS NULL OR (refresh_hash = $9 AND ended = $10))",
        session.access_hash, session.refresh_hash, session.created_at, session.expires_at,
        session.refresh_created_at, session.refresh_expires_at, session.ended, access_hash,
        refresh_hash, ended));
    if (updated == 0 && refresh_hash) {
        return connection_.fail({{}, "a session changed meanwhile", Remedy::repeat, false});
    }
    return Done{};
}

Status Transaction::save_sign_in_failures(SignInFailures const& failures) {
    return connection_.run(
        "INSERT INTO sign_in_failure (account, count, locked_until, updated_at) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (account) DO UPDATE SET "
        "count = excluded.count, locked_until = excluded.locked_until, "
        "updated_at = excluded.updated_at",
        failures.account, failures.count, failures.locked_until, failures.updated_at);
}

Status Transaction::clear_sign_in_failures(std::string const& account) {
    return connection_.run("DELETE FROM sign_in_failure WHERE account = $1", account);
}

Status Transaction::insert_credential(Credential const& credential, BindingId const& binding) {
    return connection_.run(
        "INSERT INTO credential (hash, binding_key, issued_at, expires_at, is_confirmed) "
        "SELECT $1, binding_key, $2, $3, $4 FROM binding WHERE binding_id = $5",
        credential.hash, credential.issued_at, credential.expires_at, credential.is_confirmed,
        binding);
}

Status Transaction::renew_credential(Credential const& credential, Instant old_expires_at) {
    auto rows = TRY(connection_.query("SELECT binding_key FROM binding WHERE binding_id = $1",
                                      credential.binding_id));
    if (!rows.next()) return internal_error("postgres: a credential of no binding");
    auto const binding_key = rows.integer();
    TRY(connection_.run("DELETE FROM credential WHERE binding_key = $1 AND NOT is_confirmed",
                        binding_key));
    TRY(
        connection_.run("UPDATE credential SET expires_at = least(expires_at, $1) "
                        "WHERE binding_key = $2",
                        old_expires_at, binding_key));
    changes_.bindings.push_back(credential.binding_id);
    return insert_credential(credential, credential.binding_id);
}

Status Transaction::confirm_credential(Digest const& hash, BindingId const& binding) {
    auto const confirmed = TRY(connection_.change(
        "UPDATE credential SET is_confirmed = true WHERE hash = $1 AND binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = $2)",
        hash, binding));
    if (confirmed == 0) return Done{};
    changes_.bindings.push_back(binding);
    return connection_.run(
        "DELETE FROM credential WHERE binding_key = "
        "(SELECT binding_key FROM binding WHERE binding_id = $1) AND hash <> $2",
        binding, hash);
}

}  // namespace roomkey::postgres
