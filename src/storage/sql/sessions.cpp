#include "storage/sql/sessions.hpp"

#include "storage/sql/tables.hpp"

namespace roomkey {

std::string select_session_facts(char const* condition) {
    return "SELECT " + session_table.columns() + ", " + user_table.columns() + ", " +
           corp_table.columns() +
           ", s.app_id <> '' AND coalesce(a.is_disabled, true) "
           "FROM session s JOIN users u ON u.user_key = s.user_key "
           "JOIN corp p ON p.corp_id = u.corp_id "
           "LEFT JOIN app a ON a.app_id = s.app_id WHERE " +
           condition;
}

SessionFacts read_session_facts(Row& row) {
    SessionFacts facts;
    facts.session = session_table(row);
    facts.user = user_table(row);
    facts.session.user_id = facts.user.id;
    facts.corp = corp_table(row);
    facts.is_app_disabled = row.boolean();
    return facts;
}

Result<std::optional<SessionFacts>> find_session(Reader& reader, Digest const& access_hash) {
    static std::string const sql = select_session_facts("s.access_hash = $1");
    return first_of(reader.query(sql, access_hash), read_session_facts);
}

Result<std::optional<SessionFacts>> find_session_by_refresh(Reader& reader,
                                                            Digest const& refresh_hash) {
    static std::string const sql = select_session_facts("s.refresh_hash = $1");
    return first_of(reader.query(sql, refresh_hash), read_session_facts);
}

Result<std::optional<SessionFacts>> find_session_by_family(Reader& reader,
                                                           std::string const& family) {
    static std::string const sql = select_session_facts("s.family = $1 AND s.family <> ''");
    return first_of(reader.query(sql, family), read_session_facts);
}

Status insert_session(Transaction& tx, Session const& session) {
    static std::string const sql = "INSERT INTO session (user_key, " + session_table.names() +
                                   ") SELECT user_key, " + session_table.places(2) +
                                   " FROM users WHERE user_id = $1";
    Values values(session.user_id);
    session_table.add_values(values, session);
    if (TRY(tx.change(sql, values)) == 0) {
        return internal_error("storage: a session of an unknown user");
    }
    return Done{};
}

Status update_session(Transaction& tx, Session const& found, Session const& session) {
    // A session is found without holding it: it may have been displaced or renewed meanwhile.
    static std::string const sql = "UPDATE session SET " + session_table.assignments(4) +
                                   " WHERE access_hash = $1 AND refresh_hash = $2 AND ended = $3";
    Values values(found.access_hash, found.refresh_hash, found.ended);
    session_table.add_changing(values, session);
    if (TRY(tx.change(sql, values)) == 0) return tx.overtaken("a session changed meanwhile");
    return Done{};
}

Status note_session_use(Transaction& tx, Digest const& access_hash, Instant seen_at,
                        Instant expires_at) {
    return tx.run(
        "UPDATE session SET seen_at = $1, expires_at = $2 "
        "WHERE access_hash = $3 AND ended = 0 AND seen_at < $1",
        seen_at, expires_at, access_hash);
}

Result<std::vector<Session>> list_sessions(Reader& reader, UserId const& user, Instant now) {
    static std::string const sql =
        "SELECT " + session_table.columns() +
        " FROM session s WHERE s.user_key = (SELECT user_key FROM users WHERE user_id = $1) "
        "AND s.ended = 0 AND s.forget_at > $2 ORDER BY s.created_at DESC, s.session_key DESC";
    auto sessions = TRY(all_of(reader.query(sql, user, now), session_table));
    for (auto& session : sessions) session.user_id = user;
    return sessions;
}

Status displace_sessions(Transaction& tx, UserId const& user, int client_type, int keep,
                         Instant now) {
    // A session that can still be refreshed is live, even if its access token has lapsed. SQLite
    // has no OFFSET without a LIMIT; this one is above every number of sessions.
    return tx.run(
        "WITH owner AS (SELECT user_key FROM users WHERE user_id = $2) "
        "UPDATE session SET ended = $1 WHERE user_key = (SELECT user_key FROM owner) "
        "AND client_type = $3 AND session_key IN (SELECT session_key FROM session "
        "WHERE user_key = (SELECT user_key FROM owner) AND client_type = $3 "
        "AND ended = 0 AND forget_at > $4 "
        "ORDER BY created_at DESC, session_key DESC LIMIT 1000000000 OFFSET $5)",
        SessionEnd::displaced, user, client_type, now, keep);
}

Status end_sessions(Transaction& tx, UserId const& user, std::optional<Digest> const& kept) {
    return tx.run(
        "UPDATE session SET ended = $1 "
        "WHERE user_key = (SELECT user_key FROM users WHERE user_id = $2) AND ended = 0 "
        "AND ($3 IS NULL OR access_hash <> $3)",
        SessionEnd::signed_out, user, kept);
}

Result<bool> insert_nonce(Transaction& tx, AppId const& app, Digest const& nonce_hash,
                          std::optional<Instant> expires_at) {
    return TRY(tx.change("INSERT INTO nonce (app_id, nonce_hash, expires_at) VALUES ($1, $2, $3) "
                         "ON CONFLICT DO NOTHING",
                         app, nonce_hash, expires_at)) > 0;
}

Result<bool> has_nonce(Reader& reader, AppId const& app, Digest const& nonce_hash) {
    auto const rows = TRY(
        reader.query("SELECT 1 FROM nonce WHERE app_id = $1 AND nonce_hash = $2", app, nonce_hash));
    return rows->next();
}

Status forget_nonces(Transaction& tx, AppId const& app) {
    return tx.run("DELETE FROM nonce WHERE app_id = $1", app);
}

}  // namespace roomkey
