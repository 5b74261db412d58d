#include <string>

#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/search_index.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

// The two lists with substring search. The text of each statement depends on which kinds of
// conditions are asked, so that each gets the index that fits; there are few such texts, and the
// values are always bound.
namespace roomkey::sqlite {
namespace {

std::string sort_column(UserSortField field) {
    switch (field) {
        case UserSortField::none:
            break;
        case UserSortField::user_type:
            return "u.type";
        case UserSortField::admin_type:
            return "u.admin_type";
        case UserSortField::account:
            return "u.account";
        case UserSortField::department:
            return "u.department_code";
        case UserSortField::status:
            return "u.status";
        case UserSortField::sort_level:
            return "u.sort_level";
    }
    return {};
}

std::string user_order(UserSearch const& search) {
    auto const column = sort_column(search.sort);
    if (column.empty()) return " ORDER BY u.user_key DESC";
    return " ORDER BY " + column + (search.is_ascending ? "" : " DESC") + ", u.user_key";
}

/// Parameters: 1 corp, 2 types, 3 with inactive terminals, 4 admin type, 5 status, 6 department,
/// 7 text, 8 its full-text query.
std::string user_conditions(UserSearch const& search) {
    std::string sql = search.text.empty()
                          ? " FROM users u WHERE ?7 = '' AND ?8 = '' "
                          : " FROM user_gram g CROSS JOIN users u ON u.user_key = g.rowid "
                            "WHERE user_gram MATCH ?8 AND contains_text(?7, u.name, u.phone, "
                            "u.email, u.account, u.third_account) ";
    sql +=
        "AND u.corp_id = ?1 AND (?2 >> u.type) & 1 AND (?4 IS NULL OR u.admin_type = ?4) "
        "AND (?5 IS NULL OR u.status = ?5) AND (?3 OR u.type = 2 OR EXISTS "
        "(SELECT 1 FROM binding l WHERE l.user_key = u.user_key AND l.ended = 0)) ";
    if (search.department_code.empty()) return sql + "AND ?6 = '' ";
    if (!search.with_sub_departments) return sql + "AND u.department_code = ?6 ";
    // '$' is the character after '#', so the range is the paths that begin with this one; among
    // them are those of siblings whose code goes on with an even smaller character.
    return sql +
           "AND u.department_code IN (SELECT d.code FROM department o "
           "JOIN department d ON d.corp_id = o.corp_id AND d.code_path >= o.code_path "
           "AND d.code_path < o.code_path || '$' WHERE o.corp_id = ?1 AND o.code = ?6 "
           "AND substr(d.code_path || '#', 1, length(o.code_path) + 1) = o.code_path || '#') ";
}

/// The other accounts of `users u` whose device has the sn of `binding b`, first bound first.
std::string const sn_accounts =
    "(SELECT group_concat(account, char(31)) FROM (SELECT n.account FROM binding o "
    "CROSS JOIN users n ON n.user_key = o.user_key WHERE o.corp_id = u.corp_id AND o.sn = b.sn "
    "AND o.ended = 0 AND o.user_key <> u.user_key ORDER BY o.binding_key LIMIT " +
    std::to_string(sn_accounts_max) + ") found)";

/// One bit for each type that is asked.
std::int64_t type_bits(std::vector<UserType> const& types) {
    if (types.empty()) return -1;
    std::int64_t bits = 0;
    for (auto const type : types) bits |= std::int64_t{1} << static_cast<int>(type);
    return bits;
}

/// Parameters: 1 corp, 2 device type, 3 text, 4 its full-text query, 5 code hash.
std::string code_conditions(CodeSearch const& search) {
    constexpr char const* by_text =
        "SELECT u.user_key FROM user_gram g CROSS JOIN users u ON u.user_key = g.rowid "
        "WHERE user_gram MATCH ?4 AND u.corp_id = ?1 AND contains_text(?3, u.name)";
    constexpr char const* by_hash =
        "SELECT h.user_key FROM code h WHERE h.hash = ?5 AND h.corp_id = ?1";
    std::string sql;
    if (search.text.empty() && !search.code_hash) {
        sql = " FROM code c WHERE ?3 = '' AND ?4 = '' AND ?5 IS NULL ";
    } else {
        sql = " FROM (";
        sql += search.text.empty() ? "" : by_text;
        sql += !search.text.empty() && search.code_hash ? " UNION " : "";
        sql += search.code_hash ? by_hash : "";
        sql += ") found CROSS JOIN code c ON c.user_key = found.user_key WHERE ";
        sql += search.text.empty() ? "?3 = '' AND ?4 = '' AND " : "";
        sql += search.code_hash ? "" : "?5 IS NULL AND ";
        sql += "true ";
    }
    return sql + "AND c.corp_id = ?1 AND (?2 IS NULL OR c.device_type = ?2) ";
}

}  // namespace

Result<Page<UserRow>> Transaction::search_users(UserSearch const& search) {
    auto const conditions = user_conditions(search);
    auto const order = user_order(search);
    auto const words = search.text.empty() ? "" : search_query(search.corp_id, search.text);
    auto const types = type_bits(search.types);
    Page<UserRow> page;
    page.limit = search.page.limit;
    page.count = TRY(connection_.integer(
        "SELECT count(*)" + conditions, search.corp_id, types, search.with_inactive_terminals,
        search.admin_type, search.status, search.department_code, search.text, words));
    page.offset = effective_offset(search.page, page.count);
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + user_columns + ", e.name_path, " + terminal_columns + ", " +
                     sn_accounts + " FROM (SELECT u.user_key" + conditions + order +
                     " LIMIT ?9 OFFSET ?10) page "
                     "CROSS JOIN users u ON u.user_key = page.user_key "
                     "LEFT JOIN department e ON e.corp_id = u.corp_id "
                     "AND e.code = u.department_code " +
                     terminal_joins + order;
    auto query = TRY(connection_.query(sql, search.corp_id, types, search.with_inactive_terminals,
                                       search.admin_type, search.status, search.department_code,
                                       search.text, words, page.limit, page.offset));
    while (TRY(query.next())) {
        UserRow row;
        row.user = read_user(query);
        row.department_name_path = query.text();
        row.terminal = read_terminal(query);
        row.sn_accounts = split_accounts(query.text());
        page.data.push_back(std::move(row));
    }
    return page;
}

Result<Page<CodeRow>> Transaction::search_codes(CodeSearch const& search) {
    auto const conditions = code_conditions(search);
    constexpr char const* order = " ORDER BY c.user_key DESC";
    auto const words = search.text.empty() ? "" : search_query(search.corp_id, search.text);
    Page<CodeRow> page;
    page.limit = search.page.limit;
    page.count = TRY(connection_.integer("SELECT count(*)" + conditions, search.corp_id,
                                         search.device_type, search.text, words, search.code_hash));
    page.offset = effective_offset(search.page, page.count);
    auto const sql = "SELECT " + code_columns +
                     ", u.user_id, u.account, u.name, c.device_type, u.department_code, d.name "
                     "FROM (SELECT c.user_key" +
                     conditions + order +
                     " LIMIT ?6 OFFSET ?7) page CROSS JOIN code c ON c.user_key = "
                     "page.user_key CROSS JOIN users u ON u.user_key = c.user_key "
                     "LEFT JOIN department d ON d.corp_id = u.corp_id "
                     "AND d.code = u.department_code" +
                     order;
    auto query = TRY(connection_.query(sql, search.corp_id, search.device_type, search.text, words,
                                       search.code_hash, page.limit, page.offset));
    while (TRY(query.next())) {
        CodeRow row;
        row.code = read_code(query);
        row.user_id = query.id<UserId>();
        row.account = query.text();
        row.name = query.text();
        row.device_type = query.enumeration<DeviceType>();
        row.department_code = query.text();
        row.department_name = query.text();
        page.data.push_back(std::move(row));
    }
    return page;
}

}  // namespace roomkey::sqlite
