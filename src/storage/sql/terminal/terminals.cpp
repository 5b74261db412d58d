#include "storage/sql/terminal/terminals.hpp"

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// From an account to what it has.
constexpr char const* by_account =
    "users u JOIN terminal t ON t.user_key = u.user_key "
    "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key "
    "LEFT JOIN binding b ON b.user_key = u.user_key AND b.ended = 0 ";

/// From a code to the account that has it.
constexpr char const* by_code =
    "code c JOIN users u ON u.user_key = c.user_key JOIN terminal t ON t.user_key = c.user_key "
    "LEFT JOIN binding b ON b.user_key = c.user_key AND b.ended = 0 ";

std::string select_terminal(char const* from, char const* condition) {
    return "SELECT " + user_table.columns() + ", " + terminal_columns() + " FROM " + from +
           condition;
}

Terminal read_with_user(Row& row) {
    auto user = user_table(row);
    auto terminal = read_terminal(row).value_or(Terminal{});
    terminal.user = std::move(user);
    return terminal;
}

Result<std::optional<Terminal>> within(Reader& reader, Reach const& reach,
                                       Result<std::optional<Terminal>> found) {
    bool const is_there = found.ok() && found->has_value();
    if (!is_there || TRY(is_within(reader, reach, (*found)->user.department_code))) return found;
    return std::optional<Terminal>{};
}

}  // namespace

Result<std::optional<Terminal>> find_terminal(Reader& reader, std::string const& account) {
    static std::string const sql = select_terminal(by_account, "WHERE u.account = $1");
    TRY(reader.hold("SELECT 1 FROM users WHERE account = $1", account));
    return first_of(reader.query(sql, account), read_with_user);
}

Result<std::optional<Terminal>> find_terminal(Reader& reader, Reach const& reach,
                                              std::string const& account) {
    static std::string const sql =
        select_terminal(by_account, "WHERE u.account = $1 AND u.corp_id = $2");
    auto const& corp = reach.corp_id;
    TRY(reader.hold("SELECT 1 FROM users WHERE account = $1 AND corp_id = $2", account, corp));
    return within(reader, reach, first_of(reader.query(sql, account, corp), read_with_user));
}

Result<std::optional<Terminal>> find_terminal_by_user(Reader& reader, UserId const& user) {
    static std::string const sql = select_terminal(by_account, "WHERE u.user_id = $1");
    TRY(reader.hold("SELECT 1 FROM users WHERE user_id = $1", user));
    return first_of(reader.query(sql, user), read_with_user);
}

Result<std::optional<Terminal>> find_terminal_by_code(Reader& reader, Digest const& code_hash) {
    static std::string const sql = select_terminal(by_code, "WHERE c.hash = $1");
    TRY(
        reader.hold("SELECT 1 FROM users WHERE user_key = "
                    "(SELECT user_key FROM code WHERE hash = $1)",
                    code_hash));
    return first_of(reader.query(sql, code_hash), read_with_user);
}

Result<std::optional<Terminal>> find_terminal_by_code_id(Reader& reader, Reach const& reach,
                                                         CodeId const& id) {
    static std::string const sql =
        select_terminal(by_code, "WHERE c.hash >= $1 AND c.hash <= $2 AND c.corp_id = $3 LIMIT 1");
    auto const& corp = reach.corp_id;
    auto const hashes = hashes_of(id);
    if (!hashes) return std::optional<Terminal>{};
    TRY(
        reader.hold("SELECT 1 FROM users WHERE user_key = (SELECT user_key FROM code "
                    "WHERE hash >= $1 AND hash <= $2 AND corp_id = $3 LIMIT 1)",
                    hashes->first, hashes->last, corp));
    return within(reader, reach,
                  first_of(reader.query(sql, hashes->first, hashes->last, corp), read_with_user));
}

Status hold_terminals_by_code_id(Reader& reader, CorpId const& corp,
                                 std::vector<HashRange> const& ids) {
    if (ids.empty()) return Done{};
    Values values(corp);
    std::string ranges;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        values.add(ids[i].first);
        values.add(ids[i].last);
        ranges += (i == 0 ? "" : " OR ") + ("(c.hash >= $" + std::to_string(2 * i + 2)) +
                  " AND c.hash <= $" + std::to_string(2 * i + 3) + ')';
    }
    auto const sql =
        "SELECT u.user_id FROM code c JOIN users u ON u.user_key = c.user_key "
        "WHERE c.corp_id = $1 AND (" +
        ranges + ')';
    return hold_users(reader, TRY(all_of(reader.query_once(sql, values),
                                         [](Row& row) { return row.id<UserId>(); })));
}

Result<bool> insert_terminal(Transaction& tx, Terminal const& terminal) {
    static std::string const sql = "INSERT INTO terminal (user_key, " + terminal_table.names() +
                                   ") SELECT user_key, " + terminal_table.places(2) +
                                   " FROM users WHERE user_id = $1";
    if (!TRY(insert_user(tx, terminal.user))) return false;
    Values values(terminal.user.id);
    terminal_table.add_values(values, terminal);
    TRY(tx.run(sql, values));
    return true;
}

Status update_projection_mode(Transaction& tx, UserId const& user, int mode) {
    return tx.run(
        "UPDATE terminal SET projection_mode = $2 WHERE user_key = "
        "(SELECT user_key FROM users WHERE user_id = $1)",
        user, mode);
}

}  // namespace roomkey
