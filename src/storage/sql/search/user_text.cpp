#include "storage/sql/search/user_text.hpp"

#include <initializer_list>
#include <optional>
#include <string>

#include "base/folded_text.hpp"
#include "storage/sql/search/search_text.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

std::string joined(std::initializer_list<std::string const*> fields) {
    std::string text;
    for (auto const* const field : fields) {
        if (field != *fields.begin()) text += field_separator;
        text += folded_text(*field);
    }
    return text;
}

Result<std::optional<UserText>> find_user_text(Reader& reader, UserId const& id) {
    static std::string const sql = "SELECT " + user_text_table.columns() +
                                   " FROM users u JOIN user_text x ON x.corp_id = u.corp_id "
                                   "AND x.user_key = u.user_key WHERE u.user_id = $1";
    return first_of(reader.query(sql, id), user_text_table);
}

}  // namespace

UserText user_text_of(User const& user) {
    bool const is_hard = user.type == UserType::hard_terminal;
    UserText text;
    text.corp_id = user.corp_id;
    text.type = user.type;
    text.name = is_hard ? joined({&user.name, &user.serial_number}) : joined({&user.name});
    text.other = joined({&user.phone, &user.email, &user.account, &user.third_account});
    return text;
}

Status insert_user_text(Transaction& tx, User const& user) {
    static std::string const sql = "INSERT INTO user_text (user_key, " + user_text_table.names() +
                                   ") SELECT user_key, " + user_text_table.places(2) +
                                   " FROM users WHERE user_id = $1";
    auto const text = user_text_of(user);
    Values values(user.id);
    user_text_table.add_values(values, text);
    TRY(tx.run(sql, values));
    return tx.index(user.id, nullptr, &text);
}

Status update_user_text(Transaction& tx, User const& user) {
    static std::string const sql = "UPDATE user_text SET " + user_text_table.assignments(3) +
                                   " WHERE corp_id = $2 AND user_key = "
                                   "(SELECT user_key FROM users WHERE user_id = $1)";
    auto const before = TRY(find_user_text(tx, user.id));
    auto const text = user_text_of(user);
    if (!before || *before == text) return Done{};
    Values values(user.id, before->corp_id);
    user_text_table.add_changing(values, text);
    TRY(tx.run(sql, values));
    return tx.index(user.id, &*before, &text);
}

Status delete_user_text(Transaction& tx, UserId const& id) {
    auto const before = TRY(find_user_text(tx, id));
    if (!before) return Done{};
    TRY(tx.index(id, &*before, nullptr));
    return tx.run(
        "DELETE FROM user_text WHERE corp_id = $2 "
        "AND user_key = (SELECT user_key FROM users WHERE user_id = $1)",
        id, before->corp_id);
}

}  // namespace roomkey
