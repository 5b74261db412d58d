#include <string>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// One of few texts, by what is asked, so that each has an index that fits; "(...) IS TRUE" keeps a
/// condition from choosing another. Parameters: 1 corp, 2 from, 3 to, 4 account, 5 state,
/// 6 report; `within` is the condition that `o` is within reach, empty if that is everything. Of
/// departments the accounts are found first: no more is read than their notices. But those that
/// are delayed are few of all.
std::string conditions_of(NoticeSearch const& search, std::string const& within) {
    bool const is_of_account = !search.account.empty();
    bool const is_by_delay = !is_of_account && search.is_delayed;
    bool const is_of_departments = !is_of_account && !is_by_delay && !within.empty();
    bool const is_of_few = is_of_account || is_of_departments;
    bool const is_by_report = !is_of_few && !is_by_delay && search.report;
    std::string sql =
        is_of_departments ? " FROM users o CROSS JOIN notice n WHERE " : " FROM notice n WHERE ";
    sql += "n.created_at >= $2 AND n.created_at < $3 ";
    if (is_of_account) {
        sql += "AND n.user_id = (SELECT o.user_id FROM users o WHERE o.account = $4";
        if (!within.empty()) sql += " AND (" + within + ") IS TRUE";
        sql += ") AND (n.corp_id = $1) IS TRUE ";
    } else if (is_of_departments) {
        sql += "AND $4 = '' AND o.corp_id = $1 AND " + within + " AND n.user_id = o.user_id ";
    } else {
        sql += "AND $4 = '' AND n.corp_id = $1 ";
        if (!within.empty()) {
            sql += "AND EXISTS (SELECT 1 FROM users o WHERE o.user_id = n.user_id AND " + within +
                   ") ";
        }
    }
    bool const is_by_state = !is_of_few && !is_by_delay && !is_by_report;
    sql += !search.state  ? "AND $5 IS NULL "
           : !is_by_state ? "AND (n.state = $5) IS TRUE "
                          : "AND n.state = $5 ";
    // As in the index of these.
    if (search.is_delayed) {
        sql += is_by_delay ? "AND n.state < 2 AND n.failure <> '' "
                           : "AND (n.state < 2 AND n.failure <> '') IS TRUE ";
    }
    // The index of reports is of those above 0 only.
    return sql + (!search.report  ? "AND $6 IS NULL "
                  : !is_by_report ? "AND (n.report = $6) IS TRUE "
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
    auto const& reach = search.reach;
    Values values(reach.corp_id, search.from.value_or(Instant::min()),
                  search.to.value_or(Instant::max()), search.account, search.state, search.report);
    std::size_t last_place = 6;
    auto const place_of = [&](Value value) {
        values.add(value);
        return '$' + std::to_string(++last_place);
    };
    auto const within =
        reach.is_whole() ? std::string{} : reach_condition(place_of, "o.department_code", reach);
    auto const conditions = conditions_of(search, within);
    constexpr char const* order = "ORDER BY n.created_at DESC, n.notice_key DESC";
    Page<NoticeRow> page;
    TRY(begin_page(page, search.page, values,
                   reader.query("SELECT count(*)" + conditions, values)));
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + notice_table.columns() + ", u.account, u.name, " +
                     code_table.columns() + " FROM (SELECT n.*" + conditions + order + " LIMIT $" +
                     std::to_string(last_place + 1) + " OFFSET $" + std::to_string(last_place + 2) +
                     ") n LEFT JOIN users u ON u.user_id = n.user_id "
                     "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key " +
                     order;
    page.data = TRY(all_of(reader.query(sql, values), read_notice_row));
    return page;
}

}  // namespace roomkey
