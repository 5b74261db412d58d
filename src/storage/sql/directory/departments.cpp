#include "storage/sql/directory/departments.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/folded_text.hpp"
#include "storage/sql/search/search_text.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

std::string const& select_department() {
    static std::string const sql = "SELECT " + department_table.columns() +
                                   " FROM department d WHERE d.corp_id = $1 AND d.code = $2";
    return sql;
}

/// The department with the path $2 of the enterprise $1 and all below it. '$' is the character
/// after '#', so the range is the paths that go on with '#'.
constexpr std::string_view in_branch =
    " WHERE corp_id = $1 AND (code_path = $2 OR (code_path > $2 || '#' AND code_path < $2 || '$'))";

/// Up to `shown_departments_max`, with one row for each department that can be looked at.
std::string select_rows(std::string const& condition) {
    return "SELECT " + department_table.columns("found") +
           ", NOT EXISTS (SELECT 1 FROM department c WHERE c.corp_id = found.corp_id "
           "AND c.parent_code = found.code), o.code, o.name FROM "
           "(SELECT d.* FROM department d WHERE d.corp_id = $1 AND " +
           condition + " ORDER BY d.sort_level, d.name, d.code LIMIT " +
           std::to_string(shown_departments_max) +
           ") found LEFT JOIN visible_department v ON v.corp_id = found.corp_id "
           "AND v.code = found.code "
           "LEFT JOIN department o ON o.corp_id = v.corp_id AND o.code = v.visible_code "
           "ORDER BY found.sort_level, found.name, found.code, o.code";
}

Result<std::vector<DepartmentRow>> rows_of(Result<Rows> found) {
    auto const rows = TRY(std::move(found));
    std::vector<DepartmentRow> all;
    while (TRY(rows->next())) {
        DepartmentRow row{department_table(*rows), rows->boolean(), {}};
        if (all.empty() || all.back().department.code != row.department.code) {
            all.push_back(std::move(row));
        }
        if (rows->is_null()) continue;
        auto code = rows->text();
        all.back().visible.push_back({std::move(code), rows->text()});
    }
    return all;
}

Result<std::optional<Department>> within(Reach const& reach,
                                         Result<std::optional<Department>> found) {
    bool const is_hidden = found.ok() && *found && !reach.covers((*found)->code_path);
    if (is_hidden) return std::optional<Department>{};
    return found;
}

}  // namespace

std::int64_t level_of(Department const& department) {
    auto const& path = department.code_path;
    return 1 + std::count(path.begin(), path.end(), '#');
}

// '$' is the character after '#', so the range is the paths that begin with this one; among them
// are those of siblings whose code goes on with an even smaller character.
std::string branch_condition(std::string const& column, std::string const& places) {
    return column +
           " IN (SELECT d.code FROM department o "
           "JOIN department d ON d.corp_id = o.corp_id AND d.code_path >= o.code_path "
           "AND d.code_path < o.code_path || '$' WHERE o.corp_id = $1 AND o.code IN (" +
           places +
           ") AND substr(d.code_path || '#', 1, length(o.code_path) + 1) = o.code_path || '#')";
}

std::string reach_condition(Statement& statement, std::string const& column, Reach const& reach) {
    return reach_condition([&](Value value) { return statement.place(value); }, column, reach);
}

std::string reach_condition(PlaceOf const& place_of, std::string const& column,
                            Reach const& reach) {
    std::string places;
    for (auto const& code : reach.departments) {
        places += (places.empty() ? "" : ", ") + place_of(code);
    }
    return branch_condition(column, places);
}

Result<bool> is_within(Reader& reader, Reach const& reach, std::string const& code) {
    if (reach.is_whole()) return true;
    return TRY(find_department(reader, reach, code)).has_value();
}

Result<std::optional<Department>> find_department(Reader& reader, Reach const& reach,
                                                  std::string const& code) {
    return within(
        reach, first_of(reader.query(select_department(), reach.corp_id, code), department_table));
}

Result<std::optional<Department>> hold_department(Transaction& tx, Reach const& reach,
                                                  std::string const& code) {
    // The root cannot be deleted, and most accounts are made there, many at a time.
    if (code == root_department) return find_department(tx, reach, code);
    return within(
        reach, first_of(tx.query_held(select_department(), reach.corp_id, code), department_table));
}

Result<bool> has_department_behind_zeros(Reader& reader, Reach const& reach,
                                         std::string const& digits) {
    // Of zeros alone, "0" included, nothing is left without those in front.
    auto const bare = digits == "0" ? std::string{} : digits;
    auto const paths = TRY(all_of(
        reader.query("SELECT d.code_path FROM department d WHERE d.corp_id = $1 "
                     "AND ltrim(d.code, '0') = $2 AND substr(d.code, 1, 1) = '0' AND d.code <> $3",
                     reach.corp_id, bare, digits),
        [](Row& row) { return row.text(); }));
    return std::any_of(paths.begin(), paths.end(),
                       [&](std::string const& path) { return reach.covers(path); });
}

Result<bool> insert_department(Transaction& tx, Department const& department) {
    static std::string const sql = "INSERT INTO department (search_name, " +
                                   department_table.names() + ") VALUES ($1, " +
                                   department_table.places(2) + ") ON CONFLICT DO NOTHING";
    auto const search_name = folded_text(department.name);
    Values values(search_name);
    department_table.add_values(values, department);
    return TRY(tx.change(sql, values)) > 0;
}

Status update_department(Transaction& tx, Department const& found, Department const& department) {
    static std::string const branch =
        "UPDATE department SET code_path = $3 || substr(code_path, length($2) + 1), "
        "name_path = $4 || substr(name_path, length($5) + 1)" +
        std::string{in_branch};
    if (found.code_path != department.code_path || found.name_path != department.name_path) {
        TRY(tx.run(branch, found.corp_id, found.code_path, department.code_path,
                   department.name_path, found.name_path));
    }
    static std::string const sql = "UPDATE department SET search_name = $3, " +
                                   department_table.assignments(4) +
                                   " WHERE corp_id = $1 AND code = $2";
    auto const search_name = folded_text(department.name);
    Values values(department.corp_id, department.code, search_name);
    department_table.add_changing(values, department);
    return tx.run(sql, values);
}

Status delete_department(Transaction& tx, CorpId const& corp, std::string const& code) {
    return tx.run("DELETE FROM department WHERE corp_id = $1 AND code = $2", corp, code);
}

Result<std::optional<std::string>> replace_visible(Transaction& tx, CorpId const& corp,
                                                   std::string const& code,
                                                   std::vector<std::string> const& visible) {
    TRY(tx.run("DELETE FROM visible_department WHERE corp_id = $1 AND code = $2", corp, code));
    std::optional<std::string> unknown;
    for (auto const& one : visible) {
        if (!TRY(find_department(tx, corp, one))) {
            if (!unknown) unknown = one;
            continue;
        }
        TRY(
            tx.run("INSERT INTO visible_department (corp_id, code, visible_code) "
                   "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                   corp, code, one));
    }
    return unknown;
}

Result<std::int64_t> count_departments(Reader& reader, CorpId const& corp) {
    return reader.integer("SELECT count(*) FROM department WHERE corp_id = $1", corp);
}

Result<std::int64_t> count_children(Reader& reader, CorpId const& corp, std::string const& code) {
    return reader.integer("SELECT count(*) FROM department WHERE corp_id = $1 AND parent_code = $2",
                          corp, code);
}

Result<std::int64_t> levels_below(Reader& reader, Department const& department) {
    static std::string const sql =
        "SELECT max(length(code_path) - length(replace(code_path, '#', ''))) - "
        "(length($2) - length(replace($2, '#', ''))) FROM department" +
        std::string{in_branch};
    return reader.integer(sql, department.corp_id, department.code_path);
}

Result<bool> has_members(Reader& reader, CorpId const& corp, std::string const& code) {
    return TRY(reader.integer("SELECT count(*) FROM (SELECT 1 FROM users "
                              "WHERE corp_id = $1 AND department_code = $2 LIMIT 1) found",
                              corp, code)) > 0;
}

Result<bool> has_role(Reader& reader, CorpId const& corp, std::string const& code) {
    return TRY(reader.integer("SELECT count(*) FROM (SELECT 1 FROM users WHERE corp_id = $1 "
                              "AND role > 2 AND contains_text('#' || role_departments || '#', "
                              "'#' || $2 || '#') LIMIT 1) found",
                              corp, code)) > 0;
}

Result<std::vector<BindingId>> bindings_in(Reader& reader, CorpId const& corp,
                                           std::string const& code) {
    // Not a join, which a planner might begin with all bindings.
    auto const rows = TRY(reader.query(
        "SELECT (SELECT b.binding_id FROM binding b WHERE b.user_key = u.user_key AND b.ended = 0) "
        "FROM users u WHERE u.corp_id = $1 AND u.department_code = $2",
        corp, code));
    std::vector<BindingId> bindings;
    while (TRY(rows->next())) {
        if (!rows->is_null()) bindings.push_back(rows->id<BindingId>());
    }
    return bindings;
}

Result<std::optional<DepartmentRow>> show_department(Reader& reader, Reach const& reach,
                                                     std::string const& code) {
    static std::string const sql = select_rows("d.code = $2");
    auto rows = TRY(rows_of(reader.query(sql, reach.corp_id, code)));
    bool const is_found = !rows.empty() && reach.covers(rows.front().department.code_path);
    if (!is_found) return std::optional<DepartmentRow>{};
    return std::optional<DepartmentRow>{std::move(rows.front())};
}

Result<std::vector<DepartmentRow>> show_children(Reader& reader, Reach const& reach,
                                                 std::string const& code) {
    static std::string const sql = select_rows("d.parent_code = $2");
    auto rows = TRY(rows_of(reader.query(sql, reach.corp_id, code)));
    std::erase_if(
        rows, [&](DepartmentRow const& row) { return !reach.covers(row.department.code_path); });
    return rows;
}

Result<std::vector<DepartmentRow>> search_departments(Reader& reader, Reach const& reach,
                                                      std::string const& text) {
    auto const searched = searched_text(text);
    if (!searched || searched->empty()) return std::vector<DepartmentRow>{};
    std::string const condition = "contains_text(d.search_name, $2)";
    static std::string const of_all = select_rows(condition);
    if (reach.is_whole()) return rows_of(reader.query(of_all, reach.corp_id, *searched));
    Statement statement(reach.corp_id, *searched);
    statement << select_rows(condition + " AND " + reach_condition(statement, "d.code", reach));
    return rows_of(statement.run(reader));
}

}  // namespace roomkey
