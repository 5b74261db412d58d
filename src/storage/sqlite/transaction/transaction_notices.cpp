#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

namespace roomkey::sqlite {
namespace {

/// One of few texts, by what is asked, so that each has an index that fits; a plus sign keeps a
/// condition from choosing another. Parameters: 1 corp, 2 from, 3 to, 4 account, 5 state,
/// 6 report.
std::string notice_conditions(NoticeSearch const& search) {
    std::string sql = " FROM notice n WHERE n.created_at >= ?2 AND n.created_at < ?3 ";
    bool const is_of_account = !search.account.empty();
    sql += is_of_account ? "AND n.user_id = (SELECT o.user_id FROM users o WHERE o.account = ?4) "
                           "AND +n.corp_id = ?1 "
                         : "AND ?4 = '' AND n.corp_id = ?1 ";
    bool const is_by_report = !is_of_account && search.report;
    sql += !search.state                   ? "AND ?5 IS NULL "
           : is_of_account || is_by_report ? "AND +n.state = ?5 "
                                           : "AND n.state = ?5 ";
    // The index of reports is of those above 0 only.
    return sql + (!search.report  ? "AND ?6 IS NULL "
                  : is_of_account ? "AND +n.report = ?6 "
                                  : "AND n.report = ?6 AND n.report > 0 ");
}

}  // namespace

Result<std::optional<Notice>> Transaction::find_notice(NoticeId const& id) {
    static std::string const sql =
        "SELECT " + notice_columns + " FROM notice n WHERE n.notice_id = ?";
    auto query = TRY(connection_.query(sql, id));
    if (!TRY(query.next())) return std::optional<Notice>{};
    return std::optional<Notice>{read_notice(query)};
}

Result<std::vector<Notice>> Transaction::list_notices(UserId const& user) {
    static std::string const sql = "SELECT " + notice_columns +
                                   " FROM notice n WHERE n.user_id = ? "
                                   "ORDER BY n.created_at DESC, n.notice_key DESC LIMIT ?";
    auto query = TRY(connection_.query(sql, user, listed_notices_max));
    std::vector<Notice> notices;
    while (TRY(query.next())) notices.push_back(read_notice(query));
    return notices;
}

Result<Page<NoticeRow>> Transaction::search_notices(NoticeSearch const& search) {
    auto const conditions = notice_conditions(search);
    constexpr char const* order = " ORDER BY n.created_at DESC, n.notice_key DESC";
    auto const from = search.from.value_or(Instant::min());
    auto const to = search.to.value_or(Instant::max());
    Page<NoticeRow> page;
    page.limit = search.page.limit;
    page.count = TRY(connection_.integer("SELECT count(*)" + conditions, search.corp_id, from, to,
                                         search.account, search.state, search.report));
    page.offset = effective_offset(search.page, page.count);
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + notice_columns + ", u.account, u.name, " + code_columns +
                     " FROM (SELECT n.notice_key" + conditions + order +
                     " LIMIT ?7 OFFSET ?8) page "
                     "CROSS JOIN notice n ON n.notice_key = page.notice_key "
                     "LEFT JOIN users u ON u.user_id = n.user_id "
                     "LEFT JOIN code c ON c.user_key = u.user_key" +
                     order;
    auto query = TRY(connection_.query(sql, search.corp_id, from, to, search.account, search.state,
                                       search.report, page.limit, page.offset));
    while (TRY(query.next())) {
        NoticeRow row;
        row.notice = read_notice(query);
        row.account = query.text();
        row.name = query.text();
        if (!query.is_null()) row.code = read_code(query);
        page.data.push_back(std::move(row));
    }
    return page;
}

Result<NoticeFigures> Transaction::notice_figures() {
    // This index holds the unsettled notices only; left to choose, SQLite reads one of them all.
    auto query = TRY(connection_.query(
        "SELECT count(*), min(created_at) FROM notice INDEXED BY notice_due WHERE state < 2"));
    TRY(query.next());
    NoticeFigures figures;
    figures.queued = query.integer();
    if (!query.is_null()) figures.oldest_created_at = query.instant();
    return figures;
}

Status Transaction::insert_notice(Notice const& notice) {
    return connection_.run(
        "INSERT INTO notice (notice_id, corp_id, user_id, code_id, channel, language, "
        "sealed_contact, masked_contact, state, attempts, created_at, next_attempt_at, "
        "leased_until, expires_at, failure, settled_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
        "CASE WHEN ?9 >= 2 THEN ?11 END)",
        notice.id, notice.corp_id, notice.user_id, notice.code_id, notice.channel, notice.language,
        notice.sealed_contact, notice.masked_contact, notice.state, notice.attempts,
        notice.created_at, notice.next_attempt_at, notice.leased_until, notice.expires_at,
        notice.failure);
}

Status Transaction::supersede_notices(UserId const& user, Instant now) {
    return connection_.run(
        "UPDATE notice SET state = ?, settled_at = ?, sealed_contact = x'' "
        "WHERE user_id = ? AND state < 2",
        NoticeState::superseded, now, user);
}

Result<bool> Transaction::supersede_notice(NoticeId const& id, Instant now) {
    return TRY(connection_.change(
               "UPDATE notice SET state = ?, settled_at = ?, sealed_contact = x'' "
               "WHERE notice_id = ? AND state = 0",
               NoticeState::superseded, now, id)) > 0;
}

Result<std::vector<Notice>> Transaction::lease_notices(int count, Instant now,
                                                       Instant leased_until) {
    static std::string const sql = "SELECT " + notice_columns +
                                   " FROM notice n WHERE n.state < 2 AND n.due_at <= ? "
                                   "ORDER BY n.due_at, n.created_at, n.notice_key LIMIT ?";
    std::vector<Notice> notices;
    {
        auto query = TRY(connection_.query(sql, now, count));
        while (TRY(query.next())) notices.push_back(read_notice(query));
    }
    for (auto& notice : notices) {
        notice.state = NoticeState::sending;
        notice.attempts += 1;
        notice.leased_until = leased_until;
        TRY(connection_.run(
            "UPDATE notice SET state = ?, attempts = ?, leased_until = ? WHERE notice_id = ?",
            notice.state, notice.attempts, notice.leased_until, notice.id));
    }
    return notices;
}

Result<bool> Transaction::settle_notice(Notice const& notice) {
    // Reports above 3 are those of a message that did not arrive, with the reason as failure.
    // The end of the lease stands for the time of settling, which it bounds; see `prune`.
    return TRY(connection_.change(
               "UPDATE notice SET state = ?2, next_attempt_at = ?3, "
               "failure = CASE WHEN ?4 = '' AND report > 3 THEN failure ELSE ?4 END, "
               "sealed_contact = ?5, attempts = ?7, settled_at = CASE WHEN ?2 >= 2 THEN ?6 END "
               "WHERE notice_id = ?1 AND state = 1 AND leased_until = ?6",
               notice.id, notice.state, notice.next_attempt_at, notice.failure,
               notice.sealed_contact, notice.leased_until, notice.attempts)) > 0;
}

}  // namespace roomkey::sqlite
