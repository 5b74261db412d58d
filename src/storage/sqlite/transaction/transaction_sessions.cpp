#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

namespace roomkey::sqlite {
namespace {

std::string select_session(char const* condition) {
    return "SELECT " + session_columns + ", " + user_columns + ", " + corp_columns +
           ", s.app_id <> '' AND coalesce(a.is_disabled, 1) "
           "FROM session s JOIN users u ON u.user_key = s.user_key "
           "JOIN corp p ON p.corp_id = u.corp_id "
           "LEFT JOIN app a ON a.app_id = s.app_id WHERE " +
           condition;
}

Result<std::optional<SessionFacts>> read_one(Query query) {
    if (!TRY(query.next())) return std::optional<SessionFacts>{};
    SessionFacts facts;
    facts.session = read_session(query);
    facts.user = read_user(query);
    facts.corp = read_corp(query);
    facts.is_app_disabled = query.boolean();
    return std::optional{std::move(facts)};
}

}  // namespace

Result<std::optional<SessionFacts>> Transaction::find_session(Digest const& access_hash) {
    static std::string const sql = select_session("s.access_hash = ?");
    return read_one(TRY(connection_.query(sql, access_hash)));
}

Result<std::optional<SessionFacts>> Transaction::find_session_by_refresh(
    Digest const& refresh_hash) {
    static std::string const sql = select_session("s.refresh_hash = ?");
    return read_one(TRY(connection_.query(sql, refresh_hash)));
}

Result<FailureCount> Transaction::find_sign_in_failures(SignInKey const& key) {
    auto query =
        TRY(connection_.query("SELECT count, locked_until, counted_at FROM sign_in_failure "
                              "WHERE account = ? AND source = ?",
                              key.account, key.source));
    FailureCount failures;
    if (!TRY(query.next())) return failures;
    failures.count = query.small();
    failures.locked_until = query.instant();
    failures.counted_at = query.instant();
    return failures;
}

Result<bool> Transaction::has_signed_in_from(SignInKey const& key, Instant since) {
    auto query = TRY(connection_.query(
        "SELECT 1 FROM sign_in_source WHERE account = ? AND source = ? AND used_at >= ?",
        key.account, key.source, since));
    return query.next();
}

Status Transaction::insert_session(Session const& session) {
    auto const inserted = TRY(connection_.change(
        "INSERT INTO session (access_hash, refresh_hash, user_key, app_id, client_type, source, "
        "created_at, expires_at, refresh_created_at, refresh_expires_at, ended) "
        "SELECT ?2, ?3, user_key, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM users WHERE user_id = ?1",
        session.user_id, session.access_hash, session.refresh_hash, session.app_id,
        session.client_type, session.source, session.created_at, session.expires_at,
        session.refresh_created_at, session.refresh_expires_at, session.ended));
    if (inserted == 0) return internal_error("sqlite: a session of an unknown user");
    return Done{};
}

Status Transaction::update_session(Digest const& access_hash, Session const& session) {
    return connection_.run(
        "UPDATE session SET access_hash = ?, refresh_hash = ?, created_at = ?, expires_at = ?, "
        "refresh_created_at = ?, refresh_expires_at = ?, ended = ? WHERE access_hash = ?",
        session.access_hash, session.refresh_hash, session.created_at, session.expires_at,
        session.refresh_created_at, session.refresh_expires_at, session.ended, access_hash);
}

Status Transaction::displace_sessions(UserId const& user, int client_type, int keep, Instant now) {
    // A session that can still be refreshed is live, even if its access token has lapsed.
    return connection_.run(
        "UPDATE session SET ended = ? WHERE session_key IN ("
        "SELECT session_key FROM session "
        "WHERE user_key = (SELECT user_key FROM users WHERE user_id = ?) AND client_type = ? "
        "AND ended = 0 AND max(expires_at, refresh_expires_at) > ? "
        "ORDER BY created_at DESC, session_key DESC LIMIT -1 OFFSET ?)",
        SessionEnd::displaced, user, client_type, now, keep);
}

Status Transaction::end_sessions(UserId const& user) {
    return connection_.run(
        "UPDATE session SET ended = ? "
        "WHERE user_key = (SELECT user_key FROM users WHERE user_id = ?) AND ended = 0",
        SessionEnd::signed_out, user);
}

Status Transaction::save_sign_in_failures(SignInKey const& key, FailureCount const& failures) {
    if (failures.count == 0) {
        return connection_.run("DELETE FROM sign_in_failure WHERE account = ? AND source = ?",
                               key.account, key.source);
    }
    return connection_.run(
        "INSERT INTO sign_in_failure (account, source, count, locked_until, counted_at) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, source) DO UPDATE SET "
        "count = excluded.count, locked_until = excluded.locked_until, "
        "counted_at = excluded.counted_at",
        key.account, key.source, failures.count, failures.locked_until, failures.counted_at);
}

Status Transaction::clear_sign_in_failures(std::string const& account) {
    return connection_.run("DELETE FROM sign_in_failure WHERE account = ?", account);
}

Status Transaction::save_sign_in_source(SignInKey const& key, Instant used_at) {
    TRY(
        connection_.run("INSERT INTO sign_in_source (account, source, used_at) "
                        "VALUES (?, ?, ?) ON CONFLICT (account, source) DO UPDATE SET "
                        "used_at = excluded.used_at",
                        key.account, key.source, used_at));
    return connection_.run(
        "DELETE FROM sign_in_source WHERE account = ?1 AND source IN "
        "(SELECT source FROM sign_in_source WHERE account = ?1 "
        "ORDER BY used_at DESC, source LIMIT -1 OFFSET ?2)",
        key.account, sign_in_sources_max);
}

Result<bool> Transaction::insert_nonce(AppId const& app, Digest const& nonce_hash,
                                       std::optional<Instant> expires_at) {
    return TRY(connection_.change("INSERT INTO nonce VALUES (?, ?, ?) ON CONFLICT DO NOTHING", app,
                                  nonce_hash, expires_at)) > 0;
}

}  // namespace roomkey::sqlite
