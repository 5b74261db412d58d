#include <string>

#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// The two lists with substring search. The text of each statement depends on which kinds of
// conditions are asked, so that each gets the index that fits. They are planned for the values
// they are given: how common a key is decides how to find it.
//
// A substring is found by its grams (see schema.cpp), which only narrow the search down; the text
// itself decides. Conditions written "(...) IS TRUE" are not to be looked up in an index.
namespace roomkey::postgres {
namespace {

/// Between the fields of search_text, in none of them.
constexpr char separator = '\x1F';

/// What `users.search_text` is compared with: of ASCII letters only the small ones.
std::string lower(std::string text) {
    for (char& character : text) {
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
    }
    return text;
}

std::string sort_column(UserSortField field) {
    switch (field) {
        case UserSortField::none:
            break;
        case UserSortField::user_type:
            return "type";
        case UserSortField::admin_type:
            return "admin_type";
        case UserSortField::account:
            return "account";
        case UserSortField::department:
            return "department_code";
        case UserSortField::status:
            return "status";
        case UserSortField::sort_level:
            return "sort_level";
    }
    return {};
}

/// For the alias `u`.
std::string user_order(UserSearch const& search) {
    auto const column = sort_column(search.sort);
    if (column.empty()) return " ORDER BY u.user_key DESC ";
    return " ORDER BY u." + column + (search.is_ascending ? "" : " DESC") + ", u.user_key ";
}

/// Parameters: 1 corp, 2 types, 3 with inactive terminals, 4 admin type, 5 status, 6 department,
/// 7 text.
std::string user_conditions(UserSearch const& search) {
    std::string sql = search.text.empty()
                          ? " FROM users u WHERE $7 = '' AND u.corp_id = $1 "
                          : " FROM users u WHERE u.grams @> search_grams($1, $7) "
                            "AND strpos(u.search_text, $7) > 0 AND (u.corp_id = $1) IS TRUE ";
    sql +=
        "AND ($2::bigint >> u.type) & 1 = 1 AND ($4::bigint IS NULL OR u.admin_type = $4) "
        "AND ($5::bigint IS NULL OR u.status = $5) AND ($3 OR u.type = 2 OR EXISTS "
        "(SELECT FROM binding l WHERE l.user_key = u.user_key AND l.ended = 0)) ";
    if (search.department_code.empty()) return sql + "AND $6 = '' ";
    if (!search.with_sub_departments) return sql + "AND u.department_code = $6 ";
    // '$' is the character after '#', so the range is the paths that begin with this one; among
    // them are those of siblings whose code goes on with an even smaller character.
    return sql +
           "AND u.department_code IN (SELECT d.code FROM department o "
           "JOIN department d ON d.corp_id = o.corp_id AND d.code_path >= o.code_path "
           "AND d.code_path < o.code_path || '$' WHERE o.corp_id = $1 AND o.code = $6 "
           "AND substr(d.code_path || '#', 1, length(o.code_path) + 1) = o.code_path || '#') ";
}

/// The other accounts of `users u` whose device has the sn of `binding b`, first bound first. The
/// rows are compared as the index has them, and not column by column: otherwise, where many have
/// the same sn, the order of keys alone would look as good to the planner.
std::string const sn_accounts =
    "array_to_string(ARRAY(SELECT n.account FROM binding o JOIN users n ON n.user_key = o.user_key "
    "WHERE (o.corp_id, o.sn, o.binding_key) >= (u.corp_id, b.sn, 0) "
    "AND (o.corp_id, o.sn, o.binding_key) <= (u.corp_id, b.sn, 9223372036854775807) "
    "AND o.ended = 0 AND o.user_key <> u.user_key ORDER BY o.corp_id, o.sn, o.binding_key LIMIT " +
    std::to_string(sn_accounts_max) + "), E'\\x1F')";

/// One bit for each type that is asked.
std::int64_t type_bits(std::vector<UserType> const& types) {
    if (types.empty()) return -1;
    std::int64_t bits = 0;
    for (auto const type : types) bits |= std::int64_t{1} << static_cast<int>(type);
    return bits;
}

/// Parameters: 1 corp, 2 device type, 3 text, 4 code hash.
std::string code_conditions(CodeSearch const& search) {
    constexpr char const* by_text =
        "SELECT u.user_key FROM users u WHERE u.grams @> search_grams($1, $3) "
        "AND strpos(lower(u.name COLLATE \"C\"), $3) > 0 AND (u.corp_id = $1) IS TRUE";
    constexpr char const* by_hash =
        "SELECT h.user_key FROM code h WHERE h.hash = $4 AND (h.corp_id = $1) IS TRUE";
    std::string sql;
    if (search.text.empty() && !search.code_hash) {
        sql = " FROM code c WHERE $3 = '' AND $4::bytea IS NULL ";
    } else {
        sql = " FROM (";
        sql += search.text.empty() ? "" : by_text;
        sql += !search.text.empty() && search.code_hash ? " UNION " : "";
        sql += search.code_hash ? by_hash : "";
        sql += ") found JOIN code c ON c.user_key = found.user_key WHERE ";
        sql += search.text.empty() ? "$3 = '' AND " : "";
        sql += search.code_hash ? "" : "$4::bytea IS NULL AND ";
        sql += "true ";
    }
    return sql + "AND c.corp_id = $1 AND ($2::bigint IS NULL OR c.device_type = $2) ";
}

}  // namespace

Result<Page<UserRow>> Transaction::search_users(UserSearch const& search) {
    Page<UserRow> page;
    page.limit = search.page.limit;
    auto const text = lower(search.text);
    if (text.find(separator) != std::string::npos) return page;
    auto const conditions = user_conditions(search);
    auto const order = user_order(search);
    Parameters values(search.corp_id, type_bits(search.types), search.with_inactive_terminals,
                      search.admin_type, search.status, search.department_code, text);
    page.count = TRY(count_once(conditions, values));
    page.offset = effective_offset(search.page, page.count);
    values.add(page.limit);
    values.add(page.offset);
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + user_columns + ", e.name_path, " + terminal_columns + ", " +
                     sn_accounts + " FROM (SELECT u.*" + conditions + order +
                     "LIMIT $8 OFFSET $9) u LEFT JOIN department e ON e.corp_id = u.corp_id "
                     "AND e.code = u.department_code " +
                     terminal_joins + order;
    auto rows = TRY(connection_.ask_once(sql, values));
    while (rows.next()) {
        UserRow row;
        row.user = read_user(rows);
        row.department_name_path = rows.text();
        row.terminal = read_terminal(rows);
        row.sn_accounts = split_accounts(rows.text());
        page.data.push_back(std::move(row));
    }
    return page;
}

Result<Page<CodeRow>> Transaction::search_codes(CodeSearch const& search) {
    Page<CodeRow> page;
    page.limit = search.page.limit;
    auto const text = lower(search.text);
    if (text.find(separator) != std::string::npos) return page;
    auto const conditions = code_conditions(search);
    constexpr char const* order = " ORDER BY c.user_key DESC ";
    Parameters values(search.corp_id, search.device_type, text, search.code_hash);
    page.count = TRY(count_once(conditions, values));
    page.offset = effective_offset(search.page, page.count);
    values.add(page.limit);
    values.add(page.offset);
    auto const sql = "SELECT " + code_columns +
                     ", u.user_id, u.account, u.name, c.device_type, u.department_code, d.name "
                     "FROM (SELECT c.*" +
                     conditions + order +
                     "LIMIT $5 OFFSET $6) c JOIN users u ON u.user_key = c.user_key "
                     "LEFT JOIN department d ON d.corp_id = u.corp_id "
                     "AND d.code = u.department_code" +
                     order;
    auto rows = TRY(connection_.ask_once(sql, values));
    while (rows.next()) {
        CodeRow row;
        row.code = read_code(rows);
        row.user_id = rows.id<UserId>();
        row.account = rows.text();
        row.name = rows.text();
        row.device_type = rows.enumeration<DeviceType>();
        row.department_code = rows.text();
        row.department_name = rows.text();
        page.data.push_back(std::move(row));
    }
    return page;
}

Result<std::int64_t> Transaction::count_once(std::string const& conditions, Parameters& values) {
    auto rows = TRY(connection_.ask_once("SELECT count(*)" + conditions, values));
    if (!rows.next()) return internal_error("postgres: no count");
    return rows.integer();
}

}  // namespace roomkey::postgres
