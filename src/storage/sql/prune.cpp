#include "storage/sql/prune.hpp"

#include <string>

#include "storage/sql/job/jobs.hpp"

namespace roomkey {
namespace {

constexpr Duration minute_length = std::chrono::minutes{1};

/// What is deleted from a table: rows, named by their key, of which `condition` is true. Parameters
/// of the condition: 1 time.
struct Step {
    char const* table;
    char const* key;
    char const* condition;
    Value until;
};

std::string text_of(Step const& step, Dialect const& dialect) {
    // What someone holds is in use, or another node prunes it: passed over.
    return std::string{"DELETE FROM "} + step.table + " WHERE (" + step.key + ") IN (SELECT " +
           step.key + " FROM " + step.table + " WHERE " + step.condition + " LIMIT $2" +
           std::string{dialect.skip_held} + ')';
}

}  // namespace

Result<std::int64_t> prune(Transaction& tx, Instant now, int rows_max) {
    auto const lapsed = now - lapsed_kept;
    Step const steps[] = {
        {"session", "access_hash", "forget_at <= $1", now},
        {"nonce", "app_id, nonce_hash", "expires_at IS NOT NULL AND expires_at <= $1", lapsed},
        {"replay", "user_id, key_hash", "expires_at <= $1", now},
        {"guess_window", "source", "forget_at <= $1", lapsed},
        {"sign_in_source", "account, source", "used_at <= $1", now - sign_in_source_kept},
        {"guess_code", "source, code_hash", "forget_at <= $1", lapsed},
        {"guess_minute", "minute", "minute < $1",
         unix_milliseconds(lapsed) / minute_length.count()},
        {"sso_state", "state_hash", "expires_at <= $1", lapsed},
        {"pairing", "token_hash", "expires_at <= $1", lapsed},
        {"binding", "binding_key", "ended <> 0 AND ended_at <= $1", now - ended_binding_kept},
        {"notice", "notice_id", "state >= 2 AND settled_at <= $1", now - settled_notice_kept},
        {"send_count", "name_hash", "forget_at <= $1", lapsed},
    };
    std::int64_t rows = 0;
    for (auto const& step : steps) {
        rows += TRY(tx.change(text_of(step, tx.dialect()), step.until, rows_max));
    }
    rows += TRY(
        tx.change("DELETE FROM sign_in_failure WHERE (account, source) IN (SELECT account, source "
                  "FROM sign_in_failure WHERE counted_at <= $1 AND locked_until <= $2 LIMIT $3" +
                      std::string{tx.dialect().skip_held} + ')',
                  now - sign_in_failures_kept, lapsed, rows_max));
    return rows + TRY(prune_jobs(tx, now, rows_max));
}

}  // namespace roomkey
