#include "storage/sqlite/transaction/transaction.hpp"

#include <memory>

#include "storage/sqlite/transaction/search_index.hpp"

namespace roomkey::sqlite {

Dialect const& Transaction::dialect() const {
    static std::string const sn_accounts =
        "(SELECT group_concat(account, char(31)) FROM (SELECT n.account FROM binding o "
        "CROSS JOIN users n ON n.user_key = o.user_key WHERE o.corp_id = u.corp_id "
        "AND o.sn = b.sn AND o.ended = 0 AND o.user_key <> u.user_key "
        "ORDER BY o.binding_key LIMIT " +
        std::to_string(sn_accounts_max) + ") found)";
    // "CROSS" keeps the order: the index first.
    static Dialect const dialect{
        .skip_held = "",
        .code_key = "user_key",
        .texts_found = "user_gram g CROSS JOIN user_text x",
        .texts_condition =
            "user_gram MATCH search_query($1, $2, $3) AND x.corp_id = $1 AND x.user_key = g.rowid",
        .texts_key = "g.rowid",
        .grams_found = "user_gram g",
        .grams_condition = "user_gram MATCH search_query($1, $2, $3)",
        .are_texts_in_order = true,
        .numbers_before = "SELECT value FROM json_each('[' || ",
        .numbers_after = " || ']')",
        .sn_accounts = sn_accounts,
    };
    return dialect;
}

Result<std::int64_t> Transaction::held_number(std::string_view sql, std::int64_t key,
                                              std::int64_t /*limit*/) {
    auto const number = TRY(first_of(query(sql, key), [](Row& row) { return row.integer(); }));
    return number.value_or(0);
}

Status Transaction::index(UserId const& user, UserText const* before, UserText const* after) {
    if (before != nullptr) TRY(remove_from_search(connection_, user, *before));
    if (after != nullptr) TRY(add_to_search(connection_, user, *after));
    return Done{};
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
