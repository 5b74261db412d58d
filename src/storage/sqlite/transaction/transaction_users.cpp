#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/search_index.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

namespace roomkey::sqlite {
namespace {

Result<std::optional<User>> read_one(Query query) {
    if (!TRY(query.next())) return std::optional<User>{};
    return std::optional<User>{read_user(query)};
}

std::string select_user(char const* condition) {
    return "SELECT " + user_columns + " FROM users u WHERE " + condition;
}

bool is_found_differently(User const& before, User const& after) {
    return before.name != after.name || before.account != after.account ||
           before.phone != after.phone || before.email != after.email ||
           before.third_account != after.third_account;
}

}  // namespace

Result<std::optional<User>> Transaction::find_user(UserId const& id) {
    static std::string const sql = select_user("u.user_id = ?");
    return read_one(TRY(connection_.query(sql, id)));
}

Result<std::optional<User>> Transaction::find_user_by_account(std::string const& account) {
    static std::string const sql = select_user("u.account = ?");
    return read_one(TRY(connection_.query(sql, account)));
}

Result<std::optional<User>> Transaction::find_user_by_third_account(
    CorpId const& corp, std::string const& third_account) {
    static std::string const sql =
        select_user("u.corp_id = ? AND u.third_account = ? AND u.third_account <> ''");
    return read_one(TRY(connection_.query(sql, corp, third_account)));
}

Result<std::optional<User>> Transaction::find_default_admin(CorpId const& corp) {
    static std::string const sql =
        select_user("u.corp_id = ? AND u.admin_type = 0 ORDER BY u.user_key LIMIT 1");
    return read_one(TRY(connection_.query(sql, corp)));
}

Result<std::optional<Transaction::KeyedUser>> Transaction::find_keyed_user(UserId const& id) {
    static std::string const sql =
        "SELECT u.user_key, " + user_columns + " FROM users u WHERE u.user_id = ?";
    auto query = TRY(connection_.query(sql, id));
    if (!TRY(query.next())) return std::optional<KeyedUser>{};
    KeyedUser found;
    found.key = query.integer();
    found.user = read_user(query);
    return std::optional{std::move(found)};
}

Result<bool> Transaction::insert_user(User const& user) {
    auto const inserted = TRY(connection_.change(
        "INSERT INTO users (user_id, corp_id, account, name, english_name, phone, country, email, "
        "department_code, title, signature, description, third_account, type, admin_type, status, "
        "sort_level, hide_phone, password_hash, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        user.id, user.corp_id, user.account, user.name, user.english_name, user.phone, user.country,
        user.email, user.department_code, user.title, user.signature, user.description,
        user.third_account, user.type, user.admin_type, user.status, user.sort_level,
        user.hide_phone, user.password_hash, user.created_at));
    if (inserted == 0) return false;
    TRY(add_to_search(connection_, connection_.last_key(), user));
    return true;
}

Status Transaction::update_user(User const& user) {
    auto const before = TRY(find_keyed_user(user.id));
    if (!before) return Done{};
    // "OR IGNORE", so that a taken name shows in the row count and not as a failed statement.
    auto const updated = TRY(connection_.change(
        "UPDATE OR IGNORE users SET account = ?, name = ?, english_name = ?, phone = ?, "
        "country = ?, email = ?, department_code = ?, title = ?, signature = ?, description = ?, "
        "third_account = ?, type = ?, admin_type = ?, status = ?, sort_level = ?, hide_phone = ?, "
        "password_hash = ? WHERE user_key = ?",
        user.account, user.name, user.english_name, user.phone, user.country, user.email,
        user.department_code, user.title, user.signature, user.description, user.third_account,
        user.type, user.admin_type, user.status, user.sort_level, user.hide_phone,
        user.password_hash, before->key));
    if (updated == 0) return refusal(ErrorCode::account_exists);
    auto after = user;
    after.corp_id = before->user.corp_id;
    if (!is_found_differently(before->user, after)) return Done{};
    TRY(remove_from_search(connection_, before->key, before->user));
    return add_to_search(connection_, before->key, after);
}

Status Transaction::delete_user(UserId const& id) {
    auto const found = TRY(find_keyed_user(id));
    if (!found) return Done{};
    TRY(remove_from_search(connection_, found->key, found->user));
    TRY(connection_.run("DELETE FROM notice WHERE user_id = ? AND state < 2", id));
    TRY(connection_.run("DELETE FROM replay WHERE user_id = ?", id));
    // Sessions, terminal and code go with the row.
    return connection_.run("DELETE FROM users WHERE user_key = ?", found->key);
}

}  // namespace roomkey::sqlite
