#include <string>

#include "storage/sql/notice/notices.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// One of few texts, by what is asked, so that each has an index that fits; "(...) IS TRUE" keeps a
/// condition from choosing another. Parameters: 1 corp, 2 from, 3 to, 4 account, 5 state,
/// 6 report.
std::string conditions_of(NoticeSearch const& search) {
    bool const is_of_account = !search.account.empty();
    bool const is_by_report = !is_of_account && search.report;
    std::string sql = " FROM notice n WHERE n.created_at >= $2 AND n.created_at < $3 ";
    sql += is_of_account ? "AND n.user_id = (SELECT o.user_id FROM users o WHERE o.account = $4) "
                           "AND (n.corp_id = $1) IS TRUE "
                         : "AND $4 = '' AND n.corp_id = $1 ";
    sql += !search.state                   ? "AND $5 IS NULL "
           : is_of_account || is_by_report ? "AND (n.state = $5) IS TRUE "
                                           : "AND n.state = $5 ";
    // The index of reports is of those above 0 only.
    return sql + (!search.report  ? "AND $6 IS NULL "
                  : is_of_account ? "AND (n.report = $6) IS TRUE "
                                  : "AND n.report = $6 AND n.report > 0 ");
}

NoticeRow read_notice_row(Row& row) {
    NoticeRow found;
    found.notice = notice_table(row);
    found.account = row.text();
    found.name = row.text();
    if (!row.is_null()) found.code = code_table(row);
    return found;
}

}  // namespace

Result<Page<NoticeRow>> search_notices(Reader& reader, NoticeSearch const& search) {
    auto const conditions = conditions_of(search);
    constexpr char const* order = "ORDER BY n.created_at DESC, n.notice_key DESC";
    Values values(search.corp_id, search.from.value_or(Instant::min()),
                  search.to.value_or(Instant::max()), search.account, search.state, search.report);
    Page<NoticeRow> page;
    TRY(begin_page(page, search.page, values,
                   reader.query("SELECT count(*)" + conditions, values)));
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + notice_table.columns() + ", u.account, u.name, " +
                     code_table.columns() + " FROM (SELECT n.*" + conditions + order +
                     " LIMIT $7 OFFSET $8) n LEFT JOIN users u ON u.user_id = n.user_id "
                     "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key " +
                     order;
    page.data = TRY(all_of(reader.query(sql, values), read_notice_row));
    return page;
}

}  // namespace roomkey
