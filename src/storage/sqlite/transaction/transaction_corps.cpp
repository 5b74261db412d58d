#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

namespace roomkey::sqlite {
namespace {

/// The enterprise of an app as it is stored: none for the apps of service providers.
std::optional<CorpId> stored_corp(CorpId const& corp) {
    if (corp.empty()) return std::nullopt;
    return corp;
}

}  // namespace

Result<std::optional<Corp>> Transaction::find_corp(CorpId const& id) {
    static std::string const sql = "SELECT " + corp_columns + " FROM corp p WHERE p.corp_id = ?";
    auto query = TRY(connection_.query(sql, id));
    if (!TRY(query.next())) return std::optional<Corp>{};
    return std::optional<Corp>{read_corp(query)};
}

Result<std::vector<Corp>> Transaction::list_corps() {
    static std::string const sql = "SELECT " + corp_columns + " FROM corp p ORDER BY p.corp_id";
    auto query = TRY(connection_.query(sql));
    std::vector<Corp> corps;
    while (TRY(query.next())) corps.push_back(read_corp(query));
    return corps;
}

Result<std::optional<Department>> Transaction::find_department(CorpId const& corp,
                                                               std::string const& code) {
    auto query = TRY(connection_.query(
        "SELECT corp_id, code, parent_code, name, code_path, name_path FROM department "
        "WHERE corp_id = ? AND code = ?",
        corp, code));
    if (!TRY(query.next())) return std::optional<Department>{};
    Department department;
    department.corp_id = query.id<CorpId>();
    department.code = query.text();
    department.parent_code = query.text();
    department.name = query.text();
    department.code_path = query.text();
    department.name_path = query.text();
    return std::optional{std::move(department)};
}

Result<std::optional<App>> Transaction::find_app(AppId const& id) {
    static std::string const sql = "SELECT " + app_columns + " FROM app a WHERE a.app_id = ?";
    auto query = TRY(connection_.query(sql, id));
    if (!TRY(query.next())) return std::optional<App>{};
    return std::optional<App>{read_app(query)};
}

Result<std::vector<App>> Transaction::list_apps(CorpId const& corp) {
    static std::string const sql = "SELECT " + app_columns +
                                   " FROM app a WHERE a.corp_id IS ? "
                                   "ORDER BY a.created_at, a.app_id";
    auto query = TRY(connection_.query(sql, stored_corp(corp)));
    std::vector<App> apps;
    while (TRY(query.next())) apps.push_back(read_app(query));
    return apps;
}

Result<bool> Transaction::insert_corp(Corp const& corp) {
    auto const& policy = corp.policy;
    auto const inserted = TRY(connection_.change(
        "INSERT INTO corp VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", corp.id,
        corp.name, policy.code_validity, policy.code_format.alphabet, policy.code_format.length,
        policy.auto_user_create, policy.strict_nonces, policy.enable_sms, corp.created_at));
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
        "UPDATE corp SET name = ?, code_validity = ?, code_alphabet = ?, "
        "code_length = ?, auto_user_create = ?, strict_nonces = ?, "
        "enable_sms = ? WHERE corp_id = ?",
        corp.name, policy.code_validity, policy.code_format.alphabet, policy.code_format.length,
        policy.auto_user_create, policy.strict_nonces, policy.enable_sms, corp.id));
    auto const root = TRY(find_department(corp.id, root_department));
    if (!root || root->name == corp.name) return Done{};
    // Every path in the enterprise begins with the root's name.
    TRY(
        connection_.run("UPDATE department SET name_path = ? || substr(name_path, length(?) + 1) "
                        "WHERE corp_id = ?",
                        corp.name, root->name, corp.id));
    return connection_.run("UPDATE department SET name = ? WHERE corp_id = ? AND code = ?",
                           corp.name, corp.id, root_department);
}

Result<bool> Transaction::insert_department(Department const& department) {
    return TRY(connection_.change(
               "INSERT INTO department VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
               department.corp_id, department.code, department.parent_code, department.name,
               department.code_path, department.name_path)) > 0;
}

Result<bool> Transaction::insert_app(App const& app) {
    return TRY(connection_.change(
               "INSERT INTO app VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", app.id,
               stored_corp(app.corp_id), app.name, app.description, app.sealed_key, app.is_disabled,
               app.created_at, app.updated_at)) > 0;
}

Status Transaction::update_app(App const& app) {
    return connection_.run(
        "UPDATE app SET corp_id = ?, name = ?, description = ?, sealed_key = ?, "
        "is_disabled = ?, updated_at = ? WHERE app_id = ?",
        stored_corp(app.corp_id), app.name, app.description, app.sealed_key, app.is_disabled,
        app.updated_at, app.id);
}

Status Transaction::delete_app(AppId const& id) {
    return connection_.run("DELETE FROM app WHERE app_id = ?", id);
}

Result<KeyChecks> Transaction::key_checks() {
    auto query = TRY(connection_.query("SELECT key_id, hash FROM key_check"));
    KeyChecks checks;
    while (TRY(query.next())) {
        auto const key_id = static_cast<std::uint8_t>(query.small());
        checks[key_id] = query.digest();
    }
    return checks;
}

Result<bool> Transaction::insert_key_check(std::uint8_t key_id, Digest const& check) {
    return TRY(connection_.change("INSERT INTO key_check (key_id, hash) VALUES (?, ?) "
                                  "ON CONFLICT DO NOTHING",
                                  int{key_id}, check)) > 0;
}

Status Transaction::delete_key_check(std::uint8_t key_id) {
    return connection_.run("DELETE FROM key_check WHERE key_id = ?", int{key_id});
}

}  // namespace roomkey::sqlite
