#include "storage/sql/directory/users.hpp"

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/search/user_text.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

std::string select_user(char const* condition) {
    return "SELECT " + user_table.columns() + " FROM users u WHERE " + condition;
}

std::string column_of(UserName kind) {
    switch (kind) {
        case UserName::third_account:
            return "third_account";
        case UserName::serial_number:
            return "serial_number";
        case UserName::account:
            break;
    }
    return "account";
}

Result<std::optional<User>> within(Reader& reader, Reach const& reach,
                                   Result<std::optional<User>> found) {
    bool const is_there = found.ok() && found->has_value();
    if (!is_there || TRY(is_within(reader, reach, (*found)->department_code))) return found;
    return std::optional<User>{};
}

}  // namespace

Status hold_users(Reader& reader, CorpId const& corp, UserName kind,
                  std::vector<std::string> const& names) {
    if (names.empty()) return Done{};
    Values values(corp);
    std::string places;
    for (std::size_t i = 0; i < names.size(); ++i) {
        values.add(names[i]);
        places += (i == 0 ? "$" : ", $") + std::to_string(i + 2);
    }
    auto const sql = "SELECT u.user_id FROM users u WHERE u.corp_id = $1 AND u." + column_of(kind) +
                     " IN (" + places + ") AND u." + column_of(kind) + " <> ''";
    return hold_users(reader, TRY(all_of(reader.query_once(sql, values),
                                         [](Row& row) { return row.id<UserId>(); })));
}

Status hold_users(Reader& reader, std::vector<UserId> ids) {
    std::sort(ids.begin(), ids.end());
    for (auto const& id : ids) TRY(reader.hold("SELECT 1 FROM users WHERE user_id = $1", id));
    return Done{};
}

Result<std::optional<User>> find_user(Reader& reader, UserId const& id) {
    static std::string const sql = select_user("u.user_id = $1");
    return first_of(reader.query_held(sql, id), user_table);
}

Result<std::optional<User>> find_user_by_account(Reader& reader, std::string const& account) {
    static std::string const sql = select_user("u.account = $1");
    return first_of(reader.query_held(sql, account), user_table);
}

Result<bool> is_account_taken(Transaction& tx, std::string const& account) {
    auto const lower = lower_text(account);
    TRY(tx.hold_name(LockSpace::account, lower));
    return TRY(tx.integer("SELECT count(*) FROM users u WHERE lower(u.account) = $1", lower)) > 0;
}

Result<std::optional<User>> find_user_by_account(Reader& reader, Reach const& reach,
                                                 std::string const& account) {
    static std::string const sql = select_user("u.account = $1 AND u.corp_id = $2");
    return within(reader, reach,
                  first_of(reader.query_held(sql, account, reach.corp_id), user_table));
}

Result<CorpId> find_corp_of_account(Reader& reader, std::string const& account) {
    auto const corp =
        TRY(first_of(reader.query("SELECT corp_id FROM users WHERE account = $1", account),
                     [](Row& row) { return row.id<CorpId>(); }));
    return corp.value_or(CorpId{});
}

Result<std::optional<User>> find_user_by_third_account(Reader& reader, Reach const& reach,
                                                       std::string const& third_account) {
    static std::string const sql =
        select_user("u.corp_id = $1 AND u.third_account = $2 AND u.third_account <> ''");
    return within(reader, reach,
                  first_of(reader.query_held(sql, reach.corp_id, third_account), user_table));
}

Result<std::optional<User>> find_user_by_serial_number(Reader& reader, Reach const& reach,
                                                       std::string const& serial_number) {
    static std::string const sql =
        select_user("u.corp_id = $1 AND u.serial_number = $2 AND u.serial_number <> ''");
    return within(reader, reach,
                  first_of(reader.query_held(sql, reach.corp_id, serial_number), user_table));
}

Result<bool> has_serial_number_behind_zeros(Reader& reader, Reach const& reach,
                                            std::string const& digits) {
    // Of zeros alone, "0" included, nothing is left without those in front.
    auto const bare = digits == "0" ? std::string{} : digits;
    auto const departments =
        TRY(all_of(reader.query("SELECT u.department_code FROM users u WHERE u.corp_id = $1 "
                                "AND ltrim(u.serial_number, '0') = $2 "
                                "AND substr(u.serial_number, 1, 1) = '0' AND u.serial_number <> $3",
                                reach.corp_id, bare, digits),
                   [](Row& row) { return row.text(); }));
    for (auto const& code : departments) {
        if (TRY(is_within(reader, reach, code))) return true;
    }
    return false;
}

Result<std::optional<User>> find_user_by_contact(Reader& reader, Reach const& reach,
                                                 std::string const& email,
                                                 std::string const& phone) {
    // Several people may have one; the first of them within reach counts.
    static std::string const by_email = select_user(
        "u.corp_id = $1 AND u.type = 2 AND lower(u.email) = $2 "
        "AND u.email <> '' LIMIT 20");
    static std::string const by_phone =
        select_user("u.corp_id = $1 AND u.type = 2 AND u.phone = $2 AND u.phone <> '' LIMIT 20");
    auto const first = [&](std::string const& sql,
                           std::string const& contact) -> Result<std::optional<User>> {
        for (auto& user : TRY(all_of(reader.query_held(sql, reach.corp_id, contact), user_table))) {
            if (TRY(is_within(reader, reach, user.department_code))) return std::optional{user};
        }
        return std::optional<User>{};
    };
    if (!email.empty()) {
        auto found = TRY(first(by_email, lower_text(email)));
        if (found) return found;
    }
    if (phone.empty()) return std::optional<User>{};
    return first(by_phone, phone);
}

Result<std::optional<User>> find_default_admin(Reader& reader, CorpId const& corp) {
    // The first condition on the type is the one of the index.
    static std::string const sql =
        select_user("u.corp_id = $1 AND u.role < 2 AND u.role = 0 ORDER BY u.user_key LIMIT 1");
    return first_of(reader.query_held(sql, corp), user_table);
}

Result<bool> insert_user(Transaction& tx, User const& user) {
    static std::string const sql = user_table.insert() + " ON CONFLICT DO NOTHING";
    if (TRY(tx.change(sql, user_table.values(user))) == 0) return false;
    TRY(insert_user_text(tx, user));
    return true;
}

Status update_user(Transaction& tx, User const& user) {
    // A taken name is checked first, so that it shows in the result; should another take it
    // between the look and the change, the unique index refuses and the work is run again.
    static std::string const sql =
        "UPDATE users SET " + user_table.assignments(4) +
        " WHERE user_id = $1 "
        "AND NOT EXISTS (SELECT 1 FROM users o WHERE o.account = $2 AND o.user_id <> $1) "
        "AND NOT EXISTS (SELECT 1 FROM users o WHERE o.corp_id = users.corp_id "
        "AND o.third_account = $3 AND o.third_account <> '' AND o.user_id <> $1) "
        "RETURNING (SELECT b.binding_id FROM binding b WHERE b.user_key = users.user_key "
        "AND b.ended = 0)";
    Values values(user.id, user.account, user.third_account);
    user_table.add_changing(values, user);
    auto const bindings = TRY(all_of(tx.query(sql, values), [](Row& row) {
        return row.is_null() ? std::optional<BindingId>{} : row.id<BindingId>();
    }));
    for (auto const& binding : bindings) {
        if (binding) tx.tell(*binding);
    }
    if (!bindings.empty()) return update_user_text(tx, user);
    auto const known = TRY(tx.integer("SELECT count(*) FROM users WHERE user_id = $1", user.id));
    if (known > 0) return refusal(ErrorCode::account_exists);
    return Done{};
}

Status delete_user(Transaction& tx, UserId const& id) {
    TRY(tx.run("DELETE FROM notice WHERE user_id = $1 AND state < 2", id));
    TRY(tx.run("DELETE FROM replay WHERE user_id = $1", id));
    TRY(
        tx.run("DELETE FROM code WHERE corp_id = (SELECT corp_id FROM users WHERE user_id = $1) "
               "AND user_key = (SELECT user_key FROM users WHERE user_id = $1)",
               id));
    TRY(delete_user_text(tx, id));
    // Sessions and terminal go with the row.
    return tx.run("DELETE FROM users WHERE user_id = $1", id);
}

}  // namespace roomkey
