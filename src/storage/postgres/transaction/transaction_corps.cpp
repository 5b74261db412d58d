#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

namespace roomkey::postgres {
namespace {

/// The enterprise of an app as it is stored: none for the apps of service providers.
std::optional<CorpId> stored_corp(CorpId const& corp) {
    if (corp.empty()) return std::nullopt;
    return corp;
}

}  // namespace

Result<std::optional<Corp>> Transaction::find_corp(CorpId const& id) {
    static std::string const sql = "SELECT " + corp_columns + " FROM corp p WHERE p.corp_id = $1";
    auto rows = TRY(connection_.query(sql, id));
    if (!rows.next()) return std::optional<Corp>{};
    return std::optional<Corp>{read_corp(rows)};
}

Result<std::optional<Corp>> Transaction::hold_corp(CorpId const& id) {
    static std::string const sql =
        "SELECT " + corp_columns + " FROM corp p WHERE p.corp_id = $1 FOR NO KEY UPDATE";
    auto rows = TRY(connection_.query(sql, id));
    if (!rows.next()) return std::optional<Corp>{};
    return std::optional<Corp>{read_corp(rows)};
}

Result<std::vector<Corp>> Transaction::list_corps() {
    static std::string const sql = "SELECT " + corp_columns + " FROM corp p ORDER BY p.corp_id";
    auto rows = TRY(connection_.query(sql));
    std::vector<Corp> corps;
    while (rows.next()) corps.push_back(read_corp(rows));
    return corps;
}

Result<std::optional<Department>> Transaction::find_department(CorpId const& corp,
                                                               std::string const& code) {
    auto rows = TRY(connection_.query(
        "SELECT corp_id, code, parent_code, name, code_path, name_path FROM department "
        "WHERE corp_id = $1 AND code = $2",
        corp, code));
    if (!rows.next()) return std::optional<Department>{};
    Department department;
    department.corp_id = rows.id<CorpId>();
    department.code = rows.text();
    department.parent_code = rows.text();
    department.name = rows.text();
    department.code_path = rows.text();
    department.name_path = rows.text();
    return std::optional{std::move(department)};
}

Result<std::optional<App>> Transaction::find_app(AppId const& id) {
    static std::string const sql = "SELECT " + app_columns + " FROM app a WHERE a.app_id = $1";
    auto rows = TRY(connection_.query(sql, id));
    if (!rows.next()) return std::optional<App>{};
    return std::optional<App>{read_app(rows)};
}

Result<std::optional<App>> Transaction::hold_app(AppId const& id) {
    static std::string const sql =
        "SELECT " + app_columns + " FROM app a WHERE a.app_id = $1 FOR NO KEY UPDATE";
    auto rows = TRY(connection_.query(sql, id));
    if (!rows.next()) return std::optional<App>{};
    return std::optional<App>{read_app(rows)};
}

Result<std::vector<App>> Transaction::list_apps(CorpId const& corp) {
    static std::string const sql = "SELECT " + app_columns +
                                   " FROM app a WHERE a.corp_id = $1 "
                                   "ORDER BY a.created_at, a.app_id";
    static std::string const of_providers = "SELECT " + app_columns +
                                            " FROM app a WHERE a.corp_id IS NULL "
                                            "ORDER BY a.created_at, a.app_id";
    auto rows =
        corp.empty() ? TRY(connection_.query(of_providers)) : TRY(connection_.query(sql, corp));
    std::vector<App> apps;
    while (rows.next()) apps.push_back(read_app(rows));
    return apps;
}

Result<bool> Transaction::insert_corp(Corp const& corp) {
    auto const& policy = corp.policy;
    auto const inserted = TRY(connection_.change(
        "INSERT INTO corp (corp_id, name, code_validity, code_alphabet, code_length, "
        "auto_user_create, strict_nonces, enable_sms, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        corp.id, corp.name, policy.code_validity, policy.code_format.alphabet,
        policy.code_format.length, policy.auto_user_create, policy.strict_nonces, policy.enable_sms,
        corp.created_at));
    if (inserted == 0) return false;
    Department root;
    root.corp_id = corp.id;
    root.code = root_department;
    root.code_path = root_department;
    root.name = corp.name;
    root.name_path = corp.name;
    return insert_department(root);
}

Status Transaction::update_corp(Corp const& corp) {
    auto const& policy = corp.policy;
    TRY(connection_.run(
        "UPDATE corp SET name = $1, code_validity = $2, code_alphabet = $3, code_length = $4, "
        "auto_user_create = $5, strict_nonces = $6, enable_sms = $7 WHERE corp_id = $8",
        corp.name, policy.code_validity, policy.code_format.alphabet, policy.code_format.length,
        policy.auto_user_create, policy.strict_nonces, policy.enable_sms, corp.id));
    auto const root = TRY(find_department(corp.id, root_department));
    if (!root || root->name == corp.name) return Done{};
    // Every path in the enterprise begins with the root's name.
    TRY(
        connection_.run("UPDATE department SET name_path = $1 || substr(name_path, "
                        "length($2) + 1) WHERE corp_id = $3",
                        corp.name, root->name, corp.id));
    // Its name is on the screen of every terminal.
    changes_.is_everything = true;
    return connection_.run("UPDATE department SET name = $1 WHERE corp_id = $2 AND code = $3",
                           corp.name, corp.id, root_department);
}

Result<bool> Transaction::insert_department(Department const& department) {
    return TRY(connection_.change(
               "INSERT INTO department (corp_id, code, parent_code, name, code_path, name_path) "
               "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
               department.corp_id, department.code, department.parent_code, department.name,
               department.code_path, department.name_path)) > 0;
}

Result<bool> Transaction::insert_app(App const& app) {
    return TRY(connection_.change(
               "INSERT INTO app (app_id, corp_id, name, description, sealed_key, is_disabled, "
               "created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
               "ON CONFLICT DO NOTHING",
               app.id, stored_corp(app.corp_id), app.name, app.description, app.sealed_key,
               app.is_disabled, app.created_at, app.updated_at)) > 0;
}

Status Transaction::update_app(App const& app) {
    return connection_.run(
        "UPDATE app SET corp_id = $1, name = $2, description = $3, sealed_key = $4, "
        "is_disabled = $5, updated_at = $6 WHERE app_id = $7",
        stored_corp(app.corp_id), app.name, app.description, app.sealed_key, app.is_disabled,
        app.updated_at, app.id);
}

Status Transaction::delete_app(AppId const& id) {
    return connection_.run("DELETE FROM app WHERE app_id = $1", id);
}

Result<KeyChecks> Transaction::key_checks() {
    constexpr char const* question = "SELECT key_id, hash FROM key_check";
    constexpr char const* hold_them =
        "SELECT key_id, hash FROM key_check ORDER BY key_id FOR NO KEY UPDATE";
    auto rows = TRY(connection_.query(holds_ ? hold_them : question));
    KeyChecks checks;
    while (rows.next()) {
        auto const key_id = static_cast<std::uint8_t>(rows.small());
        checks[key_id] = rows.digest();
    }
    return checks;
}

Result<bool> Transaction::insert_key_check(std::uint8_t key_id, Digest const& check) {
    return TRY(connection_.change("INSERT INTO key_check (key_id, hash) VALUES ($1, $2) "
                                  "ON CONFLICT DO NOTHING",
                                  int{key_id}, check)) > 0;
}

Status Transaction::delete_key_check(std::uint8_t key_id) {
    return connection_.run("DELETE FROM key_check WHERE key_id = $1", int{key_id});
}

}  // namespace roomkey::postgres
