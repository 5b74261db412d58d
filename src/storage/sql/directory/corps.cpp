#include "storage/sql/directory/corps.hpp"

#include <string>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/tables.hpp"
#include "storage/sql/terminal/bindings.hpp"

namespace roomkey {
namespace {

std::string const& select_corp() {
    static std::string const sql =
        "SELECT " + corp_table.columns() + " FROM corp p WHERE p.corp_id = $1";
    return sql;
}

Status rename_root(Transaction& tx, Department const& root, std::string const& name) {
    auto renamed = root;
    renamed.name = name;
    renamed.name_path = name;
    // Its name is on the screen of every terminal of the enterprise, and of no other.
    auto const bindings = TRY(bindings_of(tx, root.corp_id));
    if (!bindings) tx.tell_everything();
    for (auto const& binding : bindings.value_or(std::vector<BindingId>{})) tx.tell(binding);
    return update_department(tx, root, renamed);
}

}  // namespace

Result<std::optional<Corp>> find_corp(Reader& reader, CorpId const& id) {
    return first_of(reader.query(select_corp(), id), corp_table);
}

Result<std::optional<Corp>> hold_corp(Transaction& tx, CorpId const& id) {
    return first_of(tx.query_held(select_corp(), id), corp_table);
}

Result<std::vector<Corp>> list_corps(Reader& reader) {
    static std::string const sql =
        "SELECT " + corp_table.columns() + " FROM corp p ORDER BY p.corp_id";
    return all_of(reader.query(sql), corp_table);
}

Result<bool> has_several_corps(Reader& reader) {
    auto const rows = TRY(reader.query("SELECT p.corp_id FROM corp p ORDER BY p.corp_id LIMIT 2"));
    bool const has_one = TRY(rows->next());
    return has_one && TRY(rows->next());
}

Result<bool> insert_corp(Transaction& tx, Corp const& corp) {
    static std::string const sql = corp_table.insert() + " ON CONFLICT DO NOTHING";
    if (TRY(tx.change(sql, corp_table.values(corp))) == 0) return false;
    Department root;
    root.corp_id = corp.id;
    root.code = root_department;
    root.code_path = root_department;
    root.name = corp.name;
    root.name_path = corp.name;
    return insert_department(tx, root);
}

Status update_corp(Transaction& tx, Corp const& corp) {
    static std::string const sql =
        "UPDATE corp SET " + corp_table.assignments(2) + " WHERE corp_id = $1";
    Values values(corp.id);
    corp_table.add_changing(values, corp);
    TRY(tx.run(sql, values));
    auto const root = TRY(find_department(tx, corp.id, root_department));
    if (!root || root->name == corp.name) return Done{};
    return rename_root(tx, *root, corp.name);
}

}  // namespace roomkey
