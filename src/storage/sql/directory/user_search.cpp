#include "storage/sql/directory/user_search.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "storage/sql/search_text.hpp"
#include "storage/sql/tables.hpp"
#include "storage/sql/terminal/terminals.hpp"

// The text of the statement depends on which kinds of conditions are asked, so that each gets the
// index that fits; there are few such texts, and the values are always bound. They are planned for
// the values they are given: how common a key is decides how to find it.
namespace roomkey {
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

std::string order_of(UserSearch const& search) {
    auto const column = sort_column(search.sort);
    if (column.empty()) return " ORDER BY u.user_key DESC";
    return " ORDER BY " + column + (search.is_ascending ? "" : " DESC") + ", u.user_key";
}

/// Parameters: 1 corp, 2 text, 3 types, 4 with inactive terminals, 5 admin type, 6 status,
/// 7 department, 8 model.
std::string conditions_of(UserSearch const& search, Dialect const& dialect) {
    auto const by_text =
        search.is_of_hard_terminals ? dialect.users_with_name : dialect.users_with_text;
    std::string sql = " FROM ";
    sql += search.text.empty() ? "users u WHERE u.corp_id = $1 AND $2 = ''" : by_text;
    sql +=
        " AND ($3 >> u.type) & 1 = 1 AND ($5 IS NULL OR u.admin_type = $5) "
        "AND ($6 IS NULL OR u.status = $6) AND ($4 OR u.type = 2 OR EXISTS "
        "(SELECT 1 FROM binding l WHERE l.user_key = u.user_key AND l.ended = 0)) ";
    if (search.is_of_administrators) sql += "AND u.admin_type < 2 ";
    if (search.is_of_hard_terminals) sql += "AND u.type = 10 ";
    sql += search.model.empty() ? "AND $8 = '' "
                                : "AND EXISTS (SELECT 1 FROM terminal m "
                                  "WHERE m.user_key = u.user_key AND m.model = $8) ";
    if (search.department_code.empty()) return sql + "AND $7 = ''";
    if (!search.with_sub_departments) return sql + "AND u.department_code = $7";
    // '$' is the character after '#', so the range is the paths that begin with this one; among
    // them are those of siblings whose code goes on with an even smaller character.
    return sql +
           "AND u.department_code IN (SELECT d.code FROM department o "
           "JOIN department d ON d.corp_id = o.corp_id AND d.code_path >= o.code_path "
           "AND d.code_path < o.code_path || '$' WHERE o.corp_id = $1 AND o.code = $7 "
           "AND substr(d.code_path || '#', 1, length(o.code_path) + 1) = o.code_path || '#')";
}

std::string column_of(UserKey key) {
    switch (key) {
        case UserKey::id:
            break;
        case UserKey::third_account:
            return "u.corp_id = $1 AND u.third_account <> '' AND u.third_account";
        case UserKey::number:
            return "(u.corp_id = $1) IS TRUE AND u.number <> '' AND u.number";
    }
    return "(u.corp_id = $1) IS TRUE AND u.user_id";
}

/// One bit for each type that is asked.
std::int64_t type_bits(std::vector<UserType> const& types) {
    if (types.empty()) return -1;
    std::int64_t bits = 0;
    for (auto const type : types) bits |= std::int64_t{1} << static_cast<int>(type);
    return bits;
}

/// The accounts of a column that joins them with U+001F, which is in no account.
std::vector<std::string> split_accounts(std::string const& joined) {
    std::vector<std::string> accounts;
    std::istringstream parts(joined);
    for (std::string account; std::getline(parts, account, '\x1F');) {
        accounts.push_back(std::move(account));
    }
    return accounts;
}

UserRow read_user_row(Row& row) {
    UserRow found;
    found.user = user_table(row);
    found.department_name = row.text();
    found.department_name_path = row.text();
    found.terminal = read_terminal(row);
    found.sn_accounts = split_accounts(row.text());
    return found;
}

/// Selects what `read_user_row` reads, from tables that have `users u`; `rest` goes on behind the
/// joins.
std::string select_user_rows(Dialect const& dialect, std::string const& tables,
                             std::string const& rest) {
    return "SELECT " + user_table.columns() + ", e.name, e.name_path, " + terminal_columns() +
           ", " + std::string{dialect.sn_accounts} + " FROM " + tables +
           " LEFT JOIN department e ON e.corp_id = u.corp_id AND e.code = u.department_code " +
           std::string{terminal_joins} + rest;
}

}  // namespace

Result<Page<UserRow>> search_users(Reader& reader, UserSearch const& search) {
    Page<UserRow> page;
    page.limit = search.page.limit;
    auto const text = searched_text(search.text);
    if (!text) return page;
    auto const conditions = conditions_of(search, reader.dialect());
    auto const order = order_of(search);
    Values values(search.corp_id, *text, type_bits(search.types), search.with_inactive_terminals,
                  search.admin_type, search.status, search.department_code, search.model);
    TRY(begin_page(page, search.page, values,
                   reader.query_once("SELECT count(*)" + conditions, values)));
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = select_user_rows(
        reader.dialect(),
        "(SELECT u.user_key" + conditions + order + " LIMIT $9 OFFSET $10) page CROSS JOIN users u",
        "WHERE u.user_key = page.user_key" + order);
    page.data = TRY(all_of(reader.query_once(sql, values), read_user_row));
    return page;
}

Result<std::optional<UserRow>> show_user(Reader& reader, UserId const& id) {
    auto const sql = select_user_rows(reader.dialect(), "users u", "WHERE u.user_id = $1");
    return first_of(reader.query(sql, id), read_user_row);
}

Result<std::vector<UserRow>> show_users(Reader& reader, CorpId const& corp, UserKey key,
                                        std::vector<std::string> const& keys) {
    if (keys.empty()) return std::vector<UserRow>{};
    Values values(corp);
    std::string places;
    int place = 1;
    for (auto const& each : keys) {
        values.add(each);
        places += (places.empty() ? "$" : ", $") + std::to_string(++place);
    }
    auto const sql = select_user_rows(reader.dialect(), "users u",
                                      "WHERE " + column_of(key) + " IN (" + places + ')');
    return all_of(reader.query_once(sql, values), read_user_row);
}

}  // namespace roomkey
