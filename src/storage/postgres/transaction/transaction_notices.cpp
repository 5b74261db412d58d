#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

namespace roomkey::postgres {
namespace {

/// One of few texts, by what is asked, so that each has an index that fits. Parameters: 1 corp,
/// 2 from, 3 to, 4 account, 5 state, 6 report.
std::string notice_conditions(NoticeSearch const& search) {
    std::string sql = " FROM notice n WHERE n.created_at >= $2 AND n.created_at < $3 ";
    sql += search.account.empty()
               ? "AND $4 = '' AND n.corp_id = $1 "
               : "AND n.user_id = (SELECT o.user_id FROM users o WHERE o.account = $4) "
                 "AND (n.corp_id = $1) IS TRUE ";
    sql += search.state ? "AND n.state = $5 " : "AND $5::bigint IS NULL ";
    // The index of reports is of those above 0 only.
    return sql +
           (search.report ? "AND n.report = $6 AND n.report > 0 " : "AND $6::bigint IS NULL ");
}

}  // namespace

Result<std::optional<Notice>> Transaction::find_notice(NoticeId const& id) {
    static std::string const sql =
        "SELECT " + notice_columns + " FROM notice n WHERE n.notice_id = $1";
    auto rows = TRY(connection_.query(sql, id));
    if (!rows.next()) return std::optional<Notice>{};
    return std::optional<Notice>{read_notice(rows)};
}

Result<std::vector<Notice>> Transaction::list_notices(UserId const& user) {
    static std::string const sql = "SELECT " + notice_columns +
                                   " FROM notice n WHERE n.user_id = $1 "
                                   "ORDER BY n.created_at DESC, n.notice_key DESC LIMIT $2";
    auto rows = TRY(connection_.query(sql, user, listed_notices_max));
    std::vector<Notice> notices;
    while (rows.next()) notices.push_back(read_notice(rows));
    return notices;
}

Result<Page<NoticeRow>> Transaction::search_notices(NoticeSearch const& search) {
    auto const conditions = notice_conditions(search);
    auto const from = search.from.value_or(Instant::min());
    auto const to = search.to.value_or(Instant::max());
    Page<NoticeRow> page;
    page.limit = search.page.limit;
    page.count = TRY(connection_.integer("SELECT count(*)" + conditions, search.corp_id, from, to,
                                         search.account, search.state, search.report));
    page.offset = effective_offset(search.page, page.count);
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + notice_columns + ", u.account, u.name, " + code_columns +
                     " FROM (SELECT n.*" + conditions +
                     "ORDER BY n.created_at DESC, n.notice_key DESC LIMIT $7 OFFSET $8) n "
                     "LEFT JOIN users u ON u.user_id = n.user_id "
                     "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key "
                     "ORDER BY n.created_at DESC, n.notice_key DESC";
    auto rows = TRY(connection_.query(sql, search.corp_id, from, to, search.account, search.state,
                                      search.report, page.limit, page.offset));
    while (rows.next()) {
        NoticeRow row;
        row.notice = read_notice(rows);
        row.account = rows.text();
        row.name = rows.text();
        if (!rows.is_null()) row.code = read_code(rows);
        page.data.push_back(std::move(row));
    }
    return page;
}

Result<NoticeFigures> Transaction::notice_figures() {
    auto rows =
        TRY(connection_.query("SELECT count(*), min(created_at) FROM notice WHERE state < 2"));
    NoticeFigures figures;
    if (!rows.next()) return figures;
    figures.queued = rows.integer();
    if (!rows.is_null()) figures.oldest_created_at = rows.instant();
    return figures;
}

Status Transaction::insert_notice(Notice const& notice) {
    return connection_.run(
        "INSERT INTO notice (notice_id, corp_id, user_id, code_id, channel, language, "
        "sealed_contact, masked_contact, state, attempts, created_at, next_attempt_at, "
        "leased_until, expires_at, failure, settled_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "CASE WHEN $9 >= 2 THEN $11 END)",
        notice.id, notice.corp_id, notice.user_id, notice.code_id, notice.channel, notice.language,
        notice.sealed_contact, notice.masked_contact, notice.state, notice.attempts,
        notice.created_at, notice.next_attempt_at, notice.leased_until, notice.expires_at,
        notice.failure);
}

Status Transaction::supersede_notices(UserId const& user, Instant now) {
    return connection_.run(
        "UPDATE notice SET state = $1, settled_at = $2, sealed_contact = '' "
        "WHERE user_id = $3 AND state < 2",
        NoticeState::superseded, now, user);
}

Result<bool> Transaction::supersede_notice(NoticeId const& id, Instant now) {
    return TRY(connection_.change(
               "UPDATE notice SET state = $1, settled_at = $2, sealed_contact = '' "
               "WHERE notice_id = $3 AND state = 0",
               NoticeState::superseded, now, id)) > 0;
}

Result<std::vector<Notice>> Transaction::lease_notices(int count, Instant now,
                                                       Instant leased_until) {
    // What another node is leasing now, or what a reset is about to supersede, is passed over.
    static std::string const sql =
        "WITH due AS (SELECT notice_id, due_at AS was_due_at FROM notice "
        "WHERE state < 2 AND due_at <= $1 ORDER BY due_at, created_at, notice_key LIMIT $2 "
        "FOR NO KEY UPDATE SKIP LOCKED), leased AS (UPDATE notice n SET state = $3, "
        "attempts = n.attempts + 1, leased_until = $4 FROM due WHERE n.notice_id = due.notice_id "
        "RETURNING n.*, due.was_due_at) SELECT " +
        notice_columns + " FROM leased n ORDER BY n.was_due_at, n.created_at, n.notice_key";
    has_leased_ = true;
    auto rows = TRY(connection_.query(sql, now, count, NoticeState::sending, leased_until));
    std::vector<Notice> notices;
    while (rows.next()) notices.push_back(read_notice(rows));
    return notices;
}

Result<bool> Transaction::settle_notice(Notice const& notice) {
    // Reports above 3 are those of a message that did not arrive, with the reason as failure.
    // The end of the lease stands for the time of settling, which it bounds; see `prune`.
    return TRY(connection_.change(
               "UPDATE notice SET state = $2, next_attempt_at = $3, "
               "failure = CASE WHEN $4 = '' AND report > 3 THEN failure ELSE $4 END, "
               "sealed_contact = $5, attempts = $7, settled_at = CASE WHEN $2 >= 2 THEN $6 END "
               "WHERE notice_id = $1 AND state = 1 AND leased_until = $6",
               notice.id, notice.state, notice.next_attempt_at, notice.failure,
               notice.sealed_contact, notice.leased_until, notice.attempts)) > 0;
}

}  // namespace roomkey::postgres
