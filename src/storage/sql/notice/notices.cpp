#include "storage/sql/notice/notices.hpp"

#include <iterator>
#include <utility>

#include "base/time_left.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

std::string select_notices(char const* condition) {
    return "SELECT " + notice_table.columns() + " FROM notice n WHERE " + condition;
}

bool is_settled(NoticeState state) { return state >= NoticeState::accepted; }

}  // namespace

Result<std::optional<Notice>> find_notice(Reader& reader, NoticeId const& id) {
    static std::string const sql = select_notices("n.notice_id = $1");
    return first_of(reader.query(sql, id), notice_table);
}

Result<std::optional<Notice>> find_notice(Reader& reader, Reach const& reach, NoticeId const& id) {
    auto notice = TRY(find_notice(reader, id));
    if (!notice || notice->corp_id != reach.corp_id) return std::optional<Notice>{};
    if (reach.is_whole()) return notice;
    auto const department = TRY(first_of(
        reader.query("SELECT department_code FROM users WHERE user_id = $1", notice->user_id),
        [](Row& row) { return row.text(); }));
    bool const is_within_reach = department && TRY(is_within(reader, reach, *department));
    if (!is_within_reach) notice.reset();
    return notice;
}

Result<std::vector<Notice>> list_notices(Reader& reader, UserId const& user) {
    static std::string const sql =
        select_notices("n.user_id = $1 ORDER BY n.created_at DESC, n.notice_key DESC LIMIT $2");
    return all_of(reader.query(sql, user, listed_notices_max), notice_table);
}

Result<NoticeFigures> notice_figures(Reader& reader) {
    // The bound is below every time; with it SQLite takes the index of the unsettled ones, and not
    // one of all.
    auto const figures = TRY(first_of(reader.query("SELECT count(*), min(created_at) FROM notice "
                                                   "WHERE state < 2 AND due_at >= $1",
                                                   Instant::min()),
                                      [](Row& row) {
                                          NoticeFigures read;
                                          read.queued = row.integer();
                                          if (!row.is_null())
                                              read.oldest_created_at = row.instant();
                                          return read;
                                      }));
    return figures.value_or(NoticeFigures{});
}

Status insert_notice(Transaction& tx, Notice const& notice) {
    static std::string const sql = "INSERT INTO notice (settled_at, " + notice_table.names() +
                                   ") VALUES ($1, " + notice_table.places(2) + ')';
    auto const settled_at =
        is_settled(notice.state) ? std::optional{notice.created_at} : std::nullopt;
    Values values(settled_at);
    notice_table.add_values(values, notice);
    return tx.run(sql, values);
}

Status supersede_notices(Transaction& tx, UserId const& user, Instant now) {
    return tx.run(
        "UPDATE notice SET state = $1, settled_at = $2, sealed_contact = $3 "
        "WHERE user_id = $4 AND state < 2",
        NoticeState::superseded, now, Bytes{}, user);
}

Result<bool> supersede_notice(Transaction& tx, NoticeId const& id, Instant now) {
    return TRY(tx.change("UPDATE notice SET state = $1, settled_at = $2, sealed_contact = $3 "
                         "WHERE notice_id = $4 AND state = 0",
                         NoticeState::superseded, now, Bytes{}, id)) > 0;
}

Result<std::vector<Notice>> lease_notices(Transaction& tx, int count, Instant now,
                                          Instant leased_until, std::string const& holder) {
    // What another node is leasing now, or what a reset is about to supersede, is passed over.
    static std::string const order = " ORDER BY n.due_at, n.created_at, n.notice_key LIMIT $2";
    static std::string const due = select_notices("n.state < 2 AND n.due_at <= $1") + order;
    static std::string const ahead = select_notices("n.state < 2 AND n.due_at > $1") + order;
    auto notices = TRY(all_of(tx.query_unheld(due, now, count), notice_table));
    if (std::ssize(notices) < count) {
        // None waits for so long: a clock that ran ahead queued or leased it, and is right again.
        auto const latest = now + notice_wait_max + clock_difference_max;
        auto more =
            TRY(all_of(tx.query_unheld(ahead, latest, count - std::ssize(notices)), notice_table));
        std::move(more.begin(), more.end(), std::back_inserter(notices));
    }
    for (auto& notice : notices) {
        notice.state = NoticeState::sending;
        notice.attempts += 1;
        notice.leased_until = leased_until;
        notice.leased_by = holder;
        TRY(tx.run(
            "UPDATE notice SET state = $1, attempts = $2, leased_until = $3, "
            "leased_by = $4 WHERE notice_id = $5",
            notice.state, notice.attempts, notice.leased_until, notice.leased_by, notice.id));
    }
    return notices;
}

Status release_leases(Transaction& tx, Instant now, std::string const& holder) {
    return tx.run(
        "UPDATE notice SET leased_until = $1 WHERE state < 2 AND due_at > $1 "
        "AND (state = 1 AND leased_by = $2) IS TRUE",
        now, holder);
}

Result<bool> settle_notice(Transaction& tx, Notice const& notice) {
    // Reports above 3 are those of a message that did not arrive, with the reason as failure.
    // The end of the lease stands for the time of settling, which it bounds; see `prune`.
    return TRY(tx.change("UPDATE notice SET state = $2, next_attempt_at = $3, failure = CASE "
                         "WHEN $4 = '' AND report > 3 THEN failure ELSE $4 END, sealed_contact = "
                         "$5, attempts = $7, doubtful_attempts = $8, "
                         "settled_at = CASE WHEN $2 >= 2 THEN $6 END "
                         "WHERE notice_id = $1 AND state = 1 AND leased_until = $6",
                         notice.id, notice.state, notice.next_attempt_at, notice.failure,
                         notice.sealed_contact, notice.leased_until, notice.attempts,
                         notice.doubtful_attempts)) > 0;
}

Result<bool> save_report(Transaction& tx, NoticeId const& id, ReportState report,
                         std::string const& failure, Instant at) {
    return TRY(tx.change("UPDATE notice SET report = $1, reported_at = $2, failure = CASE "
                         "WHEN $3 = '' THEN failure ELSE $3 END WHERE notice_id = $4 "
                         "AND report < $5",
                         report, at, failure, id, ReportState::delivered)) > 0;
}

}  // namespace roomkey
