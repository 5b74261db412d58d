#include <string_view>

#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

// Replays, audit and forgetting.
namespace roomkey::sqlite {
namespace {

AuditEntry read_audit(Query& query) {
    AuditEntry entry;
    entry.at = query.instant();
    entry.corp_id = query.id<CorpId>();
    entry.actor_id = query.id<UserId>();
    entry.actor = query.text();
    entry.operation = query.text();
    entry.account = query.text();
    entry.request_id = query.text();
    entry.source = query.text();
    entry.outcome = query.text();
    entry.detail = query.text();
    return entry;
}

/// One of few texts, by what is asked, so that each has an index that fits.
std::string audit_condition(AuditSearch const& search) {
    std::string condition = " FROM audit WHERE ";
    condition += search.corp_id ? "corp_id = ?1 " : "?1 IS NULL ";
    condition += "AND at >= ?2 AND at < ?3 AND (?4 = '' OR operation = ?4) ";
    condition += search.account.empty() ? "AND ?5 = '' " : "AND account = ?5 ";
    return condition;
}

}  // namespace

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
        "INSERT INTO replay (user_id, key_hash, request_hash, sealed_answer, expires_at) VALUES "
        "(?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, "
        "expires_at = excluded.expires_at",
        replay.user_id, replay.key_hash, replay.request_hash, replay.sealed_answer,
        replay.expires_at);
}

Result<Page<AuditEntry>> Transaction::search_audit(AuditSearch const& search) {
    auto const from = search.from.value_or(Instant::min());
    auto const to = search.to.value_or(Instant::max());
    auto const condition = audit_condition(search);
    Page<AuditEntry> page;
    page.limit = search.page.limit;
    page.count = TRY(connection_.integer("SELECT count(*)" + condition, search.corp_id, from, to,
                                         search.operation, search.account));
    page.offset = effective_offset(search.page, page.count);
    auto query = TRY(connection_.query(
        "SELECT at, corp_id, actor_id, actor, operation, account, request_id, source, outcome, "
        "detail" +
            condition + "ORDER BY at DESC, audit_key DESC LIMIT ?6 OFFSET ?7",
        search.corp_id, from, to, search.operation, search.account, page.limit, page.offset));
    while (TRY(query.next())) page.data.push_back(read_audit(query));
    return page;
}

Status Transaction::insert_audit(AuditEntry const& entry) {
    return connection_.run(
        "INSERT INTO audit (at, corp_id, actor_id, actor, operation, account, request_id, source, "
        "outcome, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.at, entry.corp_id, entry.actor_id, entry.actor, entry.operation, entry.account,
        entry.request_id, entry.source, entry.outcome, entry.detail);
}

Result<std::int64_t> Transaction::prune(Instant now, int rows_max) {
    struct Step {
        std::string_view sql;
        Instant until;
    };
    Step const steps[] = {
        {"DELETE FROM session WHERE session_key IN "
         "(SELECT session_key FROM session WHERE forget_at <= ? LIMIT ?)",
         now},
        {"DELETE FROM nonce WHERE (app_id, nonce_hash) IN (SELECT app_id, nonce_hash FROM nonce "
         "WHERE expires_at IS NOT NULL AND expires_at <= ? LIMIT ?)",
         now - lapsed_kept},
        {"DELETE FROM replay WHERE (user_id, key_hash) IN "
         "(SELECT user_id, key_hash FROM replay WHERE expires_at <= ? LIMIT ?)",
         now},
        {"DELETE FROM guess_window WHERE source IN "
         "(SELECT source FROM guess_window WHERE forget_at <= ? LIMIT ?)",
         now - lapsed_kept},
        {"DELETE FROM sign_in_source WHERE (account, source) IN "
         "(SELECT account, source FROM sign_in_source WHERE used_at <= ? LIMIT ?)",
         now - sign_in_source_kept},
        {"DELETE FROM guess_code WHERE (source, code_hash) IN "
         "(SELECT source, code_hash FROM guess_code WHERE forget_at <= ? LIMIT ?)",
         now - lapsed_kept},
        {"DELETE FROM binding WHERE binding_key IN "
         "(SELECT binding_key FROM binding WHERE ended <> 0 AND ended_at <= ? LIMIT ?)",
         now - ended_binding_kept},
        {"DELETE FROM notice WHERE notice_key IN "
         "(SELECT notice_key FROM notice WHERE state >= 2 AND settled_at <= ? LIMIT ?)",
         now - settled_notice_kept},
        {"DELETE FROM send_count WHERE name_hash IN "
         "(SELECT name_hash FROM send_count WHERE forget_at <= ? LIMIT ?)",
         now - lapsed_kept},
    };
    std::int64_t rows = 0;
    for (auto const& step : steps) rows += TRY(connection_.change(step.sql, step.until, rows_max));
    rows +=
        TRY(connection_.change("DELETE FROM sign_in_failure WHERE (account, source) IN "
                               "(SELECT account, source FROM sign_in_failure "
                               "WHERE counted_at <= ? AND locked_until <= ? LIMIT ?)",
                               now - sign_in_failures_kept, now - lapsed_kept, rows_max));
    rows +=
        TRY(connection_.change("DELETE FROM guess_minute WHERE minute IN "
                               "(SELECT minute FROM guess_minute WHERE minute < ? / 60000 LIMIT ?)",
                               now - lapsed_kept, rows_max));
    return rows;
}

}  // namespace roomkey::sqlite
