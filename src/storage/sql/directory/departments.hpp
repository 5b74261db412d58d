#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/sql/search/statement.hpp"
#include "storage/store.hpp"

// Callers that change the tree hold the enterprise first (`hold_corp`), so that two changes which
// are right one by one cannot be wrong together.
namespace roomkey {

/// What one answer may show, so that no search fills the memory of a node.
constexpr int shown_departments_max = 1'000;

struct VisibleDepartment {
    std::string code;
    std::string name;
};

/// A department as it is shown.
struct DepartmentRow {
    Department department;
    bool is_leaf = true;
    std::vector<VisibleDepartment> visible;  ///< By code.
};

/// From the root, which is on level 1.
std::int64_t level_of(Department const& department);

/// A condition on `column`: one of the departments of the enterprise $1 whose codes are at `places`
/// ("$3, $4"), or one below them.
std::string branch_condition(std::string const& column, std::string const& places);
/// The same for the departments of a reach, whose codes get places in the statement.
std::string reach_condition(Statement& statement, std::string const& column, Reach const& reach);
/// Takes a further value of a statement; returns its place, "$3".
using PlaceOf = std::function<std::string(Value)>;
std::string reach_condition(PlaceOf const& place_of, std::string const& column, Reach const& reach);
/// Whether what is in this department can be found.
Result<bool> is_within(Reader& reader, Reach const& reach, std::string const& code);

/// Like all of these: empty if it is out of reach.
Result<std::optional<Department>> find_department(Reader& reader, Reach const& reach,
                                                  std::string const& code);
/// The same, and keeps it from being deleted until the end: for those who put an account there.
Result<std::optional<Department>> hold_department(Transaction& tx, Reach const& reach,
                                                  std::string const& code);
/// Whether there is one whose code is these digits, of which no zero is the first of several, with
/// zeros in front.
Result<bool> has_department_behind_zeros(Reader& reader, Reach const& reach,
                                         std::string const& digits);
/// False if the enterprise has a department with this code.
Result<bool> insert_department(Transaction& tx, Department const& department);
/// Saves every field but corp_id and code; the paths of all departments below follow.
Status update_department(Transaction& tx, Department const& found, Department const& department);
/// Removes it, also from the lists of those who could look at it.
Status delete_department(Transaction& tx, CorpId const& corp, std::string const& code);
/// The departments that the members of `code` may look at, in place of earlier ones. Those that do
/// not exist are left out; returns the first of these.
Result<std::optional<std::string>> replace_visible(Transaction& tx, CorpId const& corp,
                                                   std::string const& code,
                                                   std::vector<std::string> const& visible);

Result<std::int64_t> count_departments(Reader& reader, CorpId const& corp);
Result<std::int64_t> count_children(Reader& reader, CorpId const& corp, std::string const& code);
/// Levels of the longest branch below this department; 0 for a leaf.
Result<std::int64_t> levels_below(Reader& reader, Department const& department);
Result<bool> has_members(Reader& reader, CorpId const& corp, std::string const& code);
/// Whether somebody's role is of this very department.
Result<bool> has_role(Reader& reader, CorpId const& corp, std::string const& code);
/// The live bindings of terminals in this very department.
Result<std::vector<BindingId>> bindings_in(Reader& reader, CorpId const& corp,
                                           std::string const& code);

Result<std::optional<DepartmentRow>> show_department(Reader& reader, Reach const& reach,
                                                     std::string const& code);
/// The following two are in the order of siblings: sort level, name, code.
Result<std::vector<DepartmentRow>> show_children(Reader& reader, Reach const& reach,
                                                 std::string const& code);
/// Those whose name contains `text`, whatever the case of ASCII letters.
Result<std::vector<DepartmentRow>> search_departments(Reader& reader, Reach const& reach,
                                                      std::string const& text);

}  // namespace roomkey
