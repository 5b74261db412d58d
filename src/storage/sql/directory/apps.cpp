#include "storage/sql/directory/apps.hpp"

#include <string>

#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

std::string select_apps(char const* condition) {
    return "SELECT " + app_table.columns() + " FROM app a WHERE " + condition;
}

std::string const& select_app() {
    static std::string const sql = select_apps("a.app_id = $1");
    return sql;
}

}  // namespace

Result<std::optional<App>> find_app(Reader& reader, AppId const& id) {
    return first_of(reader.query(select_app(), id), app_table);
}

Result<std::optional<App>> hold_app(Transaction& tx, CorpId const& corp, AppId const& id) {
    static std::string const of_corp = select_apps("a.app_id = $1 AND a.corp_id = $2");
    static std::string const of_providers = select_apps("a.app_id = $1 AND a.corp_id IS NULL");
    return first_of(
        corp.empty() ? tx.query_held(of_providers, id) : tx.query_held(of_corp, id, corp),
        app_table);
}

Result<std::vector<App>> list_apps(Reader& reader, CorpId const& corp) {
    static std::string const of_corp =
        select_apps("a.corp_id = $1 ORDER BY a.created_at, a.app_id");
    static std::string const of_providers =
        select_apps("a.corp_id IS NULL ORDER BY a.created_at, a.app_id");
    return all_of(corp.empty() ? reader.query(of_providers) : reader.query(of_corp, corp),
                  app_table);
}

Result<bool> insert_app(Transaction& tx, App const& app) {
    static std::string const sql = app_table.insert() + " ON CONFLICT DO NOTHING";
    return TRY(tx.change(sql, app_table.values(app))) > 0;
}

Status update_app(Transaction& tx, App const& app) {
    static std::string const sql =
        "UPDATE app SET " + app_table.assignments(2) + " WHERE app_id = $1";
    Values values(app.id);
    app_table.add_changing(values, app);
    return tx.run(sql, values);
}

Status delete_app(Transaction& tx, AppId const& id) {
    return tx.run("DELETE FROM app WHERE app_id = $1", id);
}

}  // namespace roomkey
