#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/locks.hpp"
#include "storage/postgres/transaction/records.hpp"
#include "storage/postgres/transaction/transaction.hpp"

namespace roomkey::postgres {

std::string select_session(char const* condition) {
    return "SELECT " + session_columns + ", " + user_columns + ", " + corp_columns +
           ", s.app_id <> '' AND coalesce(a.is_disabled, true) "
           "FROM session s JOIN users u ON u.user_key = s.user_key "
           "JOIN corp p ON p.corp_id = u.corp_id "
           "LEFT JOIN app a ON a.app_id = s.app_id WHERE " +
           condition;
}

SessionFacts read_session_facts(Rows& rows) {
    SessionFacts facts;
    facts.session = read_session(rows);
    facts.user = read_user(rows);
    facts.corp = read_corp(rows);
    facts.is_app_disabled = rows.boolean();
    return facts;
}

std::optional<SessionFacts> Transaction::read_one_session(Rows rows) {
    if (!rows.next()) return std::nullopt;
    auto facts = read_session_facts(rows);
    if (holds_) sessions_read_.insert_or_assign(facts.session.access_hash, facts.session);
    return facts;
}

Result<std::optional<SessionFacts>> Transaction::find_session(Digest const& access_hash) {
    static std::string const sql = select_session("s.access_hash = $1");
    return read_one_session(TRY(connection_.query(sql, access_hash)));
}

Result<std::optional<SessionFacts>> Transaction::find_session_by_refresh(
    Digest const& refresh_hash) {
    static std::string const sql = select_session("s.refresh_hash = $1");
    return read_one_session(TRY(connection_.query(sql, refresh_hash)));
}

Result<FailureCount> Transaction::find_sign_in_failures(SignInKey const& key) {
    // There may be no row to hold, and no account either.
    if (holds_ && key.account.empty()) {
        TRY(hold(connection_, LockSpace::sign_in_source, key.source));
    } else if (holds_) {
        TRY(hold(connection_, LockSpace::sign_in, key.account));
    }
    auto rows =
        TRY(connection_.query("SELECT count, locked_until, counted_at FROM sign_in_failure "
                              "WHERE account = $1 AND source = $2",
                              key.account, key.source));
    FailureCount failures;
    if (!rows.next()) return failures;
    failures.count = rows.small();
    failures.locked_until = rows.instant();
    failures.counted_at = rows.instant();
    return failures;
}

Result<bool> Transaction::has_signed_in_from(SignInKey const& key, Instant since) {
    auto rows = TRY(connection_.query(
        "SELECT 1 FROM sign_in_source WHERE account = $1 AND source = $2 AND used_at >= $3",
        key.account, key.source, since));
    return rows.next();
}

Status Transaction::insert_session(Session const& session) {
    auto const inserted = TRY(connection_.change(
        "INSERT INTO session (access_hash, refresh_hash, user_key, app_id, client_type, source, "
        "created_at, expires_at, refresh_created_at, refresh_expires_at, ended) "
        "SELECT $2, $3, user_key, $4, $5, $6, $7, $8, $9, $10, $11 FROM users WHERE user_id = $1",
        session.user_id, session.access_hash, session.refresh_hash, session.app_id,
        session.client_type, session.source, session.created_at, session.expires_at,
        session.refresh_created_at, session.refresh_expires_at, session.ended));
    if (inserted == 0) return internal_error("postgres: a session of an unknown user");
    return Done{};
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

Status Transaction::displace_sessions(UserId const& user, int client_type, int keep, Instant now) {
    // A session that can still be refreshed is live, even if its access token has lapsed.
    return connection_.run(
        "WITH owner AS (SELECT user_key FROM users WHERE user_id = $2) "
        "UPDATE session SET ended = $1 WHERE user_key = (SELECT user_key FROM owner) "
        "AND client_type = $3 AND session_key IN (SELECT session_key FROM session "
        "WHERE user_key = (SELECT user_key FROM owner) AND client_type = $3 "
        "AND ended = 0 AND greatest(expires_at, refresh_expires_at) > $4 "
        "ORDER BY created_at DESC, session_key DESC OFFSET $5)",
        SessionEnd::displaced, user, client_type, now, keep);
}

Status Transaction::end_sessions(UserId const& user) {
    return connection_.run(
        "UPDATE session SET ended = $1 "
        "WHERE user_key = (SELECT user_key FROM users WHERE user_id = $2) AND ended = 0",
        SessionEnd::signed_out, user);
}

Status Transaction::save_sign_in_failures(SignInKey const& key, FailureCount const& failures) {
    if (failures.count == 0) {
        return connection_.run("DELETE FROM sign_in_failure WHERE account = $1 AND source = $2",
                               key.account, key.source);
    }
    return connection_.run(
        "INSERT INTO sign_in_failure (account, source, count, locked_until, counted_at) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, source) DO UPDATE SET "
        "count = excluded.count, locked_until = excluded.locked_until, "
        "counted_at = excluded.counted_at",
        key.account, key.source, failures.count, failures.locked_until, failures.counted_at);
}

Status Transaction::clear_sign_in_failures(std::string const& account) {
    return connection_.run("DELETE FROM sign_in_failure WHERE account = $1", account);
}

Status Transaction::save_sign_in_source(SignInKey const& key, Instant used_at) {
    TRY(
        connection_.run("INSERT INTO sign_in_source (account, source, used_at) "
                        "VALUES ($1, $2, $3) ON CONFLICT (account, source) DO UPDATE SET "
                        "used_at = excluded.used_at",
                        key.account, key.source, used_at));
    return connection_.run(
        "DELETE FROM sign_in_source WHERE account = $1 AND source IN "
        "(SELECT source FROM sign_in_source WHERE account = $1 "
        "ORDER BY used_at DESC, source OFFSET $2)",
        key.account, sign_in_sources_max);
}

Result<bool> Transaction::insert_nonce(AppId const& app, Digest const& nonce_hash,
                                       std::optional<Instant> expires_at) {
    return TRY(connection_.change("INSERT INTO nonce (app_id, nonce_hash, expires_at) "
                                  "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                                  app, nonce_hash, expires_at)) > 0;
}

}  // namespace roomkey::postgres
