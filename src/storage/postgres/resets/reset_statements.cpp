#include "storage/postgres/resets/reset_statements.hpp"

#include "storage/columns.hpp"
#include "storage/postgres/transaction/records.hpp"

namespace roomkey::postgres {
namespace {

std::string select_rooms(char const* lock) {
    return "SELECT u.user_key, t.device_type, t.was_active, " + user_columns +
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

constexpr char const* replace_codes =
    "INSERT INTO code (user_key, corp_id, device_type, hash, sealed, created_at, expires_at) "
    "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (corp_id, user_key) DO UPDATE SET hash = excluded.hash, "
    "sealed = excluded.sealed, created_at = excluded.created_at, expires_at = excluded.expires_at";

constexpr char const* insert_audit =
    "INSERT INTO audit (at, corp_id, actor_id, actor, operation, account, request_id, source, "
    "outcome, detail) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

constexpr char const* insert_notices =
    "INSERT INTO notice (notice_id, corp_id, user_id, code_id, channel, language, sealed_contact, "
    "masked_contact, state, attempts, created_at, next_attempt_at, leased_until, expires_at, "
    "failure) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
    "$15)";

// Whoever was quicker with a key has answered it.
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

Status queue_rows(Connection& connection, char const* sql, ParameterRows const& rows) {
    if (rows.empty()) return Done{};
    auto parameters = rows.parameters();
    return connection.queue(sql, parameters);
}

}  // namespace

ResetStatements const& ResetStatements::get() {
    static ResetStatements const statements{
        select_session("s.access_hash = ANY($1)"),
        select_rooms(""),
        select_rooms(" SKIP LOCKED"),
        "SELECT r.user_id, r.key_hash, r.request_hash, r.sealed_answer, r.expires_at "
        "FROM unnest($1, $2) AS q(access_hash, key_hash) "
        "JOIN session s ON s.access_hash = q.access_hash "
        "JOIN users u ON u.user_key = s.user_key "
        "JOIN replay r ON r.user_id = u.user_id AND r.key_hash = q.key_hash",
    };
    return statements;
}

void ResetRows::add(ResetChange const& change, std::int64_t user_key, Terminal const& terminal) {
    accounts_.add(user_key, change.user_id, change.at);
    auto const& code = change.code;
    codes_.add(user_key, terminal.user.corp_id, terminal.device_type, code.hash, code.sealed,
               code.created_at, code.expires_at);
    auto const& entry = change.audit;
    audit_.add(entry.at, entry.corp_id, entry.actor_id, entry.actor, entry.operation, entry.account,
               entry.request_id, entry.source, entry.outcome, entry.detail);
    for (auto const& notice : change.notices) {
        notices_.add(notice.id, notice.corp_id, notice.user_id, notice.code_id, notice.channel,
                     notice.language, notice.sealed_contact, notice.masked_contact, notice.state,
                     notice.attempts, notice.created_at, notice.next_attempt_at,
                     notice.leased_until, notice.expires_at, notice.failure);
    }
    if (auto const& replay = change.replay) {
        replays_.add(replay->user_id, replay->key_hash, replay->request_hash, replay->sealed_answer,
                     replay->expires_at, change.at);
    }
}

Status ResetRows::queue(Connection& connection) const {
    auto accounts = accounts_.parameters();
    TRY(connection.want(end_bindings, accounts));
    TRY(connection.queue(supersede_notices, accounts));
    TRY(queue_rows(connection, replace_codes, codes_));
    TRY(queue_rows(connection, insert_notices, notices_));
    TRY(queue_rows(connection, insert_replays, replays_));
    return queue_rows(connection, insert_audit, audit_);
}

}  // namespace roomkey::postgres
