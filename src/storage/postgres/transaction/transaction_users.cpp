#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// Within a change the row of a user is held from the time it is found: it stands for all that
// belongs to the account, and whoever changes any of that holds it first.
namespace roomkey::postgres {
namespace {

std::optional<User> read_one(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return read_user(rows);
}

/// The texts of one question, without and with holding what it finds.
struct UserQuery {
    explicit UserQuery(std::string const& condition)
        : reading("SELECT " + user_columns + " FROM users u WHERE " + condition),
          holding(reading + " FOR NO KEY UPDATE") {}

    [[nodiscard]] std::string const& text(bool is_holding) const {
        return is_holding ? holding : reading;
    }

    std::string reading;
    std::string holding;
};

}  // namespace

Result<std::optional<User>> Transaction::find_user(UserId const& id) {
    static UserQuery const query("u.user_id = $1");
    return read_one(TRY(connection_.query(query.text(holds_), id)));
}

Result<std::optional<User>> Transaction::find_user_by_account(std::string const& account) {
    static UserQuery const query("u.account = $1");
    return read_one(TRY(connection_.query(query.text(holds_), account)));
}

Result<std::optional<User>> Transaction::find_user_by_third_account(
    CorpId const& corp, std::string const& third_account) {
    static UserQuery const query(
        "u.corp_id = $1 AND u.third_account = $2 AND u.third_account <> ''");
    return read_one(TRY(connection_.query(query.text(holds_), corp, third_account)));
}

Result<std::optional<User>> Transaction::find_default_admin(CorpId const& corp) {
    static UserQuery const query("u.corp_id = $1 AND u.admin_type = 0 ORDER BY u.user_key LIMIT 1");
    return read_one(TRY(connection_.query(query.text(holds_), corp)));
}

Result<bool> Transaction::insert_user(User const& user) {
    return TRY(connection_.change(
               "INSERT INTO users (user_id, corp_id, account, name, english_name, phone, country, "
               "email, department_code, title, signature, description, third_account, type, "
               "admin_type, status, sort_level, hide_phone, password_hash, created_at) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
               "$17, $18, $19, $20) ON CONFLICT DO NOTHING",
               user.id, user.corp_id, user.account, user.name, user.english_name, user.phone,
               user.country, user.email, user.department_code, user.title, user.signature,
               user.description, user.third_account, user.type, user.admin_type, user.status,
               user.sort_level, user.hide_phone, user.password_hash, user.created_at)) > 0;
}

Status Transaction::update_user(User const& user) {
    // A taken name is met with a look first, so that it shows in the answer; should another take
    // it between the look and the change, the unique index refuses and the work is run anew.
    auto rows = TRY(connection_.query(
        "WITH updated AS (UPDATE users u SET account = $1, name = $2, english_name = $3, "
        "phone = $4, country = $5, email = $6, department_code = $7, title = $8, signature = $9, "
        "description = $10, third_account = $11, type = $12, admin_type = $13, status = $14, "
        "sort_level = $15, hide_phone = $16, password_hash = $17 WHERE u.user_id = $18 "
        "AND NOT EXISTS (SELECT FROM users o WHERE o.account = $1 AND o.user_id <> $18) "
        "AND NOT EXISTS (SELECT FROM users o WHERE o.corp_id = u.corp_id "
        "AND o.third_account = $11 AND o.third_account <> '' AND o.user_id <> $18) "
        "RETURNING u.user_key) "
        "SELECT EXISTS (SELECT FROM users WHERE user_id = $18), EXISTS (SELECT FROM updated), "
        "(SELECT b.binding_id FROM updated JOIN binding b ON b.user_key = updated.user_key "
        "AND b.ended = 0)",
        user.account, user.name, user.english_name, user.phone, user.country, user.email,
        user.department_code, user.title, user.signature, user.description, user.third_account,
        user.type, user.admin_type, user.status, user.sort_level, user.hide_phone,
        user.password_hash, user.id));
    if (!rows.next()) return internal_error("postgres: no answer to an update");
    bool const is_known = rows.boolean();
    bool const is_updated = rows.boolean();
    if (is_known && !is_updated) return refusal(ErrorCode::account_exists);
    if (!rows.is_null()) changes_.bindings.push_back(rows.id<BindingId>());
    return Done{};
}

Status Transaction::delete_user(UserId const& id) {
    TRY(connection_.run("DELETE FROM notice WHERE user_id = $1 AND state < 2", id));
    TRY(connection_.run("DELETE FROM replay WHERE user_id = $1", id));
    TRY(
        connection_.run("DELETE FROM code c USING users u WHERE u.user_id = $1 "
                        "AND c.corp_id = u.corp_id AND c.user_key = u.user_key",
                        id));
    // Sessions and terminal go with the row.
    return connection_.run("DELETE FROM users WHERE user_id = $1", id);
}

}  // namespace roomkey::postgres
