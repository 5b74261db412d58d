#include "storage/sql/directory/departments.hpp"

#include "storage/sql/tables.hpp"

namespace roomkey {

Result<std::optional<Department>> find_department(Reader& reader, CorpId const& corp,
                                                  std::string const& code) {
    static std::string const sql = "SELECT " + department_table.columns() +
                                   " FROM department d WHERE d.corp_id = $1 AND d.code = $2";
    return first_of(reader.query(sql, corp, code), department_table);
}

Result<bool> insert_department(Transaction& tx, Department const& department) {
    static std::string const sql = department_table.insert() + " ON CONFLICT DO NOTHING";
    return TRY(tx.change(sql, department_table.values(department))) > 0;
}

}  // namespace roomkey
