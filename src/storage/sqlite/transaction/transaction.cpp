#include "storage/sqlite/transaction/transaction.hpp"

#include <memory>

#include "storage/sql/tables.hpp"
#include "storage/sqlite/transaction/search_index.hpp"

namespace roomkey::sqlite {

Dialect const& Transaction::dialect() const {
    static std::string const sn_accounts =
        "(SELECT group_concat(account, char(31)) FROM (SELECT n.account FROM binding o "
        "CROSS JOIN users n ON n.user_key = o.user_key WHERE o.corp_id = u.corp_id "
        "AND o.sn = b.sn AND o.ended = 0 AND o.user_key <> u.user_key "
        "ORDER BY o.binding_key LIMIT " +
        std::to_string(sn_accounts_max) + ") found)";
    // The full-text index only narrows the search down; contains_text decides. "CROSS" keeps the
    // order: the index first.
    static Dialect const dialect{
        .skip_held = "",
        .code_key = "user_key",
        .users_with_text =
            "user_gram g CROSS JOIN users u ON u.user_key = g.rowid "
            "WHERE user_gram MATCH search_query($1, $2) AND contains_text($2, u.name, u.phone, "
            "u.email, u.account, u.third_account, u.serial_number) AND u.corp_id = $1",
        .users_with_name =
            "user_gram g CROSS JOIN users u ON u.user_key = g.rowid "
            "WHERE user_gram MATCH search_query($1, $2) "
            "AND contains_text($2, u.name, u.serial_number) AND u.corp_id = $1",
        .sn_accounts = sn_accounts,
    };
    return dialect;
}

Result<std::int64_t> Transaction::held_number(std::string_view sql, std::int64_t key,
                                              std::int64_t /*limit*/) {
    auto const number = TRY(first_of(query(sql, key), [](Row& row) { return row.integer(); }));
    return number.value_or(0);
}

Result<bool> Transaction::index(UserId const& user, std::function<Result<bool>()> const& change) {
    auto const before = TRY(find_keyed_user(user));
    if (!TRY(change())) return false;
    auto const after = TRY(find_keyed_user(user));
    if (before && after && is_found_alike(before->user, after->user)) return true;
    if (before) TRY(remove_from_search(connection_, before->key, before->user));
    if (after) TRY(add_to_search(connection_, after->key, after->user));
    return true;
}

Result<std::optional<Transaction::KeyedUser>> Transaction::find_keyed_user(UserId const& id) {
    static std::string const sql =
        "SELECT u.user_key, " + user_table.columns() + " FROM users u WHERE u.user_id = $1";
    return first_of(query(sql, id), [](Row& row) {
        KeyedUser found;
        found.key = row.integer();
        found.user = user_table(row);
        return found;
    });
}

Result<Rows> Transaction::ask(Asking /*asking*/, std::string_view sql,
                              std::span<Value const> values) {
    return Rows{std::make_unique<Query>(TRY(connection_.query_all(sql, values)))};
}

Status Transaction::queue(std::string_view sql, std::span<Value const> values) {
    TRY(connection_.change_all(sql, values));
    return Done{};
}

Result<std::int64_t> Transaction::count(std::string_view sql, std::span<Value const> values) {
    return connection_.change_all(sql, values);
}

}  // namespace roomkey::sqlite
