#include "storage/postgres/resets/reset_statements.hpp"

#include "storage/sql/sessions.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey::postgres {
namespace {

std::string select_rooms(char const* lock) {
    return "SELECT u.user_key, " + terminal_table.columns() + ", " + user_table.columns() +
           " FROM unnest($1, $2) AS q(account, access_hash) "
           "JOIN session s ON s.access_hash = q.access_hash "
           "JOIN users o ON o.user_key = s.user_key "
           "JOIN users u ON u.account = q.account AND u.corp_id = o.corp_id "
           "JOIN terminal t ON t.user_key = u.user_key FOR NO KEY UPDATE OF u" +
           lock;
}

constexpr char const* end_bindings =
    "UPDATE binding b SET ended = 1, ended_at = q.at "
    "FROM unnest($1, $2, $3) AS q(user_key, user_id, at) "
    "WHERE b.user_key = q.user_key AND b.ended = 0 RETURNING b.user_key, b.binding_id";

constexpr char const* supersede_notices =
    "UPDATE notice n SET state = 4, settled_at = q.at, sealed_contact = '' "
    "FROM unnest($1, $2, $3) AS q(user_key, user_id, at) "
    "WHERE n.user_id = q.user_id AND n.state < 2";

/// Takes an array for each of `columns`.
std::string insert_arrays(std::string_view table, std::string const& columns, int count) {
    std::string places = "$1";
    for (int i = 2; i <= count; ++i) places += ", $" + std::to_string(i);
    return "INSERT INTO " + std::string{table} + " (" + columns + ") SELECT * FROM unnest(" +
           places + ")";
}

std::string const& replace_codes() {
    static std::string const sql =
        insert_arrays("code", "user_key, corp_id, device_type, " + code_table.names(),
                      3 + code_table.column_count) +
        " ON CONFLICT (corp_id, user_key) DO UPDATE SET " + code_table.replacements();
    return sql;
}

std::string const& insert_audit() {
    static std::string const sql =
        insert_arrays("audit", audit_table.names(), audit_table.column_count);
    return sql;
}

std::string const& insert_notices() {
    static std::string const sql =
        insert_arrays("notice", notice_table.names(), notice_table.column_count);
    return sql;
}

// The request that was quicker with a key has answered it.
constexpr char const* insert_replays =
    "WITH remembered AS (INSERT INTO replay (user_id, key_hash, request_hash, sealed_answer, "
    "expires_at) SELECT q.user_id, q.key_hash, q.request_hash, q.sealed_answer, q.expires_at "
    "FROM unnest($1, $2, $3, $4, $5, $6) AS q(user_id, key_hash, request_hash, sealed_answer, "
    "expires_at, at) ON CONFLICT (user_id, key_hash) DO UPDATE SET "
    "request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, "
    "expires_at = excluded.expires_at "
    "WHERE replay.expires_at <= (SELECT q.at FROM unnest($1, $2, $6) AS q(user_id, key_hash, at) "
    "WHERE q.user_id = replay.user_id AND q.key_hash = replay.key_hash) RETURNING 1) "
    "SELECT CASE WHEN (SELECT count(*) FROM remembered) < cardinality($1) THEN raise_conflict() "
    "END";

Status queue_rows(Connection& connection, std::string_view sql, ParameterRows const& rows) {
    if (rows.empty()) return Done{};
    auto parameters = rows.parameters();
    return connection.queue(sql, parameters);
}

}  // namespace

ResetStatements const& ResetStatements::get() {
    static ResetStatements const statements{
        select_session_facts("s.access_hash = ANY($1)"),
        select_rooms(""),
        select_rooms(" SKIP LOCKED"),
        "SELECT " + replay_table.columns() +
            " FROM unnest($1, $2) AS q(access_hash, key_hash) "
            "JOIN session s ON s.access_hash = q.access_hash "
            "JOIN users u ON u.user_key = s.user_key "
            "JOIN replay r ON r.user_id = u.user_id AND r.key_hash = q.key_hash",
        "SELECT d.corp_id, d.code, d.code_path FROM unnest($1, $2) AS q(corp_id, code) "
        "JOIN department d ON d.corp_id = q.corp_id AND d.code = q.code",
    };
    return statements;
}

void ResetRows::add(ResetChange const& change, std::int64_t user_key, Terminal const& terminal) {
    accounts_.add(user_key, change.user_id, change.at);
    Values code(user_key, terminal.user.corp_id, terminal.device_type);
    code_table.add_values(code, change.code);
    codes_.add(code);
    audit_.add(audit_table.values(change.audit));
    for (auto const& notice : change.notices) notices_.add(notice_table.values(notice));
    if (auto const& replay = change.replay) {
        replays_.add(replay->user_id, replay->key_hash, replay->request_hash, replay->sealed_answer,
                     replay->expires_at, change.at);
    }
}

Status ResetRows::queue(Connection& connection) const {
    auto accounts = accounts_.parameters();
    TRY(connection.want(end_bindings, accounts));
    TRY(connection.queue(supersede_notices, accounts));
    TRY(queue_rows(connection, replace_codes(), codes_));
    TRY(queue_rows(connection, insert_notices(), notices_));
    TRY(queue_rows(connection, insert_replays, replays_));
    return queue_rows(connection, insert_audit(), audit_);
}

}  // namespace roomkey::postgres
