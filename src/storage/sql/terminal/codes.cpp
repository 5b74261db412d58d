#include "storage/sql/terminal/codes.hpp"

#include <string>

#include "storage/sql/search_text.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// Parameters: 1 corp, 2 text, 3 device type, 4 code hash.
std::string conditions_of(CodeSearch const& search, Dialect const& dialect) {
    constexpr char const* by_hash =
        "SELECT h.user_key FROM code h WHERE h.hash = $4 AND (h.corp_id = $1) IS TRUE";
    auto const by_text = "SELECT u.user_key FROM " + std::string{dialect.users_with_name};
    std::string sql;
    if (search.text.empty() && !search.code_hash) {
        sql = " FROM code c WHERE $2 = '' AND $4 IS NULL ";
    } else {
        sql = " FROM (";
        sql += search.text.empty() ? "" : by_text;
        sql += !search.text.empty() && search.code_hash ? " UNION " : "";
        sql += search.code_hash ? by_hash : "";
        sql += ") found CROSS JOIN code c WHERE c.user_key = found.user_key ";
        sql += search.text.empty() ? "AND $2 = '' " : "";
        sql += search.code_hash ? "" : "AND $4 IS NULL ";
    }
    // Codes of hard terminals, type 4, are only sent.
    return sql + "AND c.corp_id = $1 AND ($3 IS NULL OR c.device_type = $3) AND c.device_type <> 4";
}

CodeRow read_code_row(Row& row) {
    CodeRow found;
    found.code = code_table(row);
    found.user_id = row.id<UserId>();
    found.account = row.text();
    found.name = row.text();
    found.device_type = row.enumeration<DeviceType>();
    found.department_code = row.text();
    found.department_name = row.text();
    return found;
}

LiveCodes read_live_codes(Row& row) {
    LiveCodes codes;
    codes.format.alphabet = row.enumeration<CodeFormat::Alphabet>();
    codes.format.length = row.small();
    codes.count = row.integer();
    return codes;
}

}  // namespace

Result<bool> replace_code(Transaction& tx, UserId const& user, ActiveCode const& code) {
    static std::string const insert =
        "INSERT INTO code (user_key, corp_id, device_type, " + code_table.names() +
        ") SELECT u.user_key, u.corp_id, t.device_type, " + code_table.places(2) +
        " FROM users u JOIN terminal t ON t.user_key = u.user_key WHERE u.user_id = $1 "
        "AND NOT EXISTS (SELECT 1 FROM code o WHERE o.hash = $2 AND o.user_key <> u.user_key) "
        "ON CONFLICT (";
    static std::string const update = ") DO UPDATE SET " + code_table.replacements();
    std::string sql = insert;
    sql += tx.dialect().code_key;
    sql += update;
    Values values(user);
    code_table.add_values(values, code);
    return TRY(tx.change(sql, values)) > 0;
}

Result<bool> delete_code(Transaction& tx, Digest const& hash) {
    return TRY(tx.change("DELETE FROM code WHERE hash = $1", hash)) > 0;
}

Result<Page<CodeRow>> search_codes(Reader& reader, CodeSearch const& search) {
    Page<CodeRow> page;
    page.limit = search.page.limit;
    auto const text = searched_text(search.text);
    if (!text) return page;
    auto const conditions = conditions_of(search, reader.dialect());
    constexpr char const* order = " ORDER BY c.user_key DESC";
    Values values(search.corp_id, *text, search.device_type, search.code_hash);
    TRY(begin_page(page, search.page, values,
                   reader.query_once("SELECT count(*)" + conditions, values)));
    // The window is cut before the joins, which so cost a page and not the list.
    auto const sql = "SELECT " + code_table.columns() +
                     ", u.user_id, u.account, u.name, c.device_type, u.department_code, d.name "
                     "FROM (SELECT c.user_key" +
                     conditions + order +
                     " LIMIT $5 OFFSET $6) page CROSS JOIN code c CROSS JOIN users u "
                     "LEFT JOIN department d ON d.corp_id = u.corp_id "
                     "AND d.code = u.department_code WHERE c.corp_id = $1 "
                     "AND c.user_key = page.user_key AND u.user_key = c.user_key" +
                     order;
    page.data = TRY(all_of(reader.query_once(sql, values), read_code_row));
    return page;
}

Result<std::int64_t> count_live_codes(Reader& reader) {
    return reader.integer("SELECT count(*) FROM code");
}

Result<std::vector<LiveCodes>> live_codes_by_format(Reader& reader) {
    return all_of(
        reader.query("SELECT p.code_alphabet, p.code_length, CAST(sum(live.count) AS bigint) FROM "
                     "(SELECT corp_id, count(*) AS count FROM code GROUP BY corp_id) live "
                     "JOIN corp p ON p.corp_id = live.corp_id GROUP BY 1, 2 ORDER BY 1, 2"),
        read_live_codes);
}

}  // namespace roomkey
