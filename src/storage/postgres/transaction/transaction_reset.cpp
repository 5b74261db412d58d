#include <array>
#include <string>

#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/records.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// A reset in two journeys: what has to be known, then all that changes together with the commit.
namespace roomkey::postgres {
namespace {

/// Writes one of the few texts of a reset, which differ in how many notices it queues and whether
/// it has an Idempotency-Key. Parameters are numbered as they are added.
class ResetText {
public:
    ResetText(std::size_t notices, bool has_replay) {
        // $1 to $9.
        sql_ =
            "WITH ended AS (UPDATE binding SET ended = 1, ended_at = $4 WHERE user_key = $1 "
            "AND ended = 0 RETURNING binding_id), "
            "superseded AS (UPDATE notice SET state = 4, settled_at = $4, sealed_contact = '' "
            "WHERE user_id = $3 AND state < 2), "
            "replaced AS (INSERT INTO code (corp_id, user_key, device_type, hash, sealed, "
            "created_at, expires_at) VALUES ($2, $1, $5, $6, $7, $8, $9) "
            "ON CONFLICT (corp_id, user_key) DO UPDATE SET hash = excluded.hash, "
            "sealed = excluded.sealed, created_at = excluded.created_at, "
            "expires_at = excluded.expires_at), audited AS (INSERT INTO audit (at, corp_id, "
            "actor_id, actor, operation, account, request_id, source, outcome, detail) VALUES ";
        add_values(audit_columns);
        sql_ += ')';
        // In one statement, so that they are numbered in their order.
        for (std::size_t i = 0; i < notices; ++i) {
            sql_ += i == 0 ? ", queued AS (INSERT INTO notice (notice_id, corp_id, user_id, "
                             "code_id, channel, language, sealed_contact, masked_contact, state, "
                             "attempts, created_at, next_attempt_at, leased_until, expires_at, "
                             "failure) VALUES "
                           : ", ";
            add_values(notice_columns_count);
        }
        if (notices > 0) sql_ += ')';
        if (has_replay) {
            // Whoever was quicker with this key has answered it.
            sql_ +=
                ", remembered AS (INSERT INTO replay (user_id, key_hash, request_hash, "
                "sealed_answer, expires_at) VALUES ";
            add_values(replay_columns);
            sql_ +=
                " ON CONFLICT (user_id, key_hash) DO UPDATE SET "
                "request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer, "
                "expires_at = excluded.expires_at WHERE replay.expires_at <= $4 RETURNING 1)";
        }
        sql_ += " SELECT (SELECT binding_id FROM ended)";
        if (has_replay) {
            sql_ += ", CASE WHEN NOT EXISTS (SELECT FROM remembered) THEN raise_conflict() END";
        }
    }

    [[nodiscard]] std::string const& text() const { return sql_; }

private:
    static constexpr int audit_columns = 10;
    static constexpr int notice_columns_count = 15;
    static constexpr int replay_columns = 5;

    void add_values(int count) {
        for (int i = 0; i < count; ++i) {
            sql_ += i == 0 ? "($" : ", $";
            sql_ += std::to_string(next_++);
        }
        sql_ += ')';
    }

    std::string sql_;
    int next_ = 10;
};

void add_notice(Parameters& values, Notice const& notice) {
    values.add(notice.id);
    values.add(notice.corp_id);
    values.add(notice.user_id);
    values.add(notice.code_id);
    values.add(notice.channel);
    values.add(notice.language);
    values.add(notice.sealed_contact);
    values.add(notice.masked_contact);
    values.add(notice.state);
    values.add(notice.attempts);
    values.add(notice.created_at);
    values.add(notice.next_attempt_at);
    values.add(notice.leased_until);
    values.add(notice.expires_at);
    values.add(notice.failure);
}

void add_audit(Parameters& values, AuditEntry const& entry) {
    values.add(entry.at);
    values.add(entry.corp_id);
    values.add(entry.actor_id);
    values.add(entry.actor);
    values.add(entry.operation);
    values.add(entry.account);
    values.add(entry.request_id);
    values.add(entry.source);
    values.add(entry.outcome);
    values.add(entry.detail);
}

void add_replay(Parameters& values, Replay const& replay) {
    values.add(replay.user_id);
    values.add(replay.key_hash);
    values.add(replay.request_hash);
    values.add(replay.sealed_answer);
    values.add(replay.expires_at);
}

}  // namespace

Result<ResetFacts> Transaction::find_reset_facts(ResetQuestion const& question) {
    // The account is held as it is found. What else belongs to it is left to `finish_reset`: a
    // statement that waited for the account still sees the rest as it was before.
    static std::string const sql =
        "WITH room AS (SELECT u.user_key, t.device_type, t.was_active, " + user_columns +
        " FROM users u JOIN terminal t ON t.user_key = u.user_key WHERE u.account = $2 "
        "FOR NO KEY UPDATE OF u) SELECT " +
        session_columns + ", " + user_columns + ", " + corp_columns +
        ", s.app_id <> '' AND coalesce(a.is_disabled, true), r.user_id, r.key_hash, "
        "r.request_hash, r.sealed_answer, r.expires_at, room.* "
        "FROM session s JOIN users u ON u.user_key = s.user_key "
        "JOIN corp p ON p.corp_id = u.corp_id LEFT JOIN app a ON a.app_id = s.app_id "
        "LEFT JOIN replay r ON r.user_id = u.user_id AND r.key_hash = $3 "
        "LEFT JOIN room ON true WHERE s.access_hash = $1";
    auto rows =
        TRY(connection_.query(sql, question.access_hash, question.account, question.key_hash));
    ResetFacts facts;
    if (!rows.next()) return facts;
    facts.session = read_session_facts(rows);
    if (rows.is_null()) {
        rows.skip(replay_column_count);
    } else {
        facts.replay = read_replay(rows);
    }
    if (rows.is_null()) return facts;
    Anchor anchor;
    anchor.user_key = rows.integer();
    anchor.device_type = rows.enumeration<DeviceType>();
    facts.terminal.emplace();
    facts.terminal->device_type = anchor.device_type;
    facts.terminal->was_active = rows.boolean();
    facts.terminal->user = read_user(rows);
    anchor.user = facts.terminal->user.id;
    anchor.corp = facts.terminal->user.corp_id;
    anchor_ = std::move(anchor);
    return facts;
}

Result<std::optional<ResetOutcome>> Transaction::finish_reset(ResetChange const& change) {
    if (!anchor_ || anchor_->user != change.user_id || change.notices.size() > channel_count) {
        return roomkey::Transaction::finish_reset(change);
    }
    static std::array<std::array<ResetText, 2>, channel_count + 1> const texts{{
        {{ResetText(0, false), ResetText(0, true)}},
        {{ResetText(1, false), ResetText(1, true)}},
        {{ResetText(2, false), ResetText(2, true)}},
    }};
    auto const& text = texts.at(change.notices.size()).at(change.replay ? 1 : 0);
    auto const& code = change.code;
    Parameters values(anchor_->user_key, anchor_->corp, change.user_id, change.at,
                      anchor_->device_type, code.hash, code.sealed, code.created_at,
                      code.expires_at);
    add_audit(values, change.audit);
    for (auto const& notice : change.notices) add_notice(values, notice);
    if (change.replay) add_replay(values, *change.replay);
    // A code that is another account's fails the statement, and the work makes another one.
    auto rows = TRY(connection_.ask_and_commit(text.text(), values));
    is_finished_ = true;
    ResetOutcome outcome;
    if (rows.next() && !rows.is_null()) {
        outcome.unbound = rows.id<BindingId>();
        changes_.bindings.push_back(*outcome.unbound);
    }
    return std::optional{std::move(outcome)};
}

}  // namespace roomkey::postgres
