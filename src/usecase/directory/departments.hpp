#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields/binding.hpp"
#include "security/token_maker.hpp"
#include "storage/sql/directory/departments.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

/// What can be said of a department whether it is new or not; absent: as it was, or the default.
struct DepartmentDetails {
    std::optional<std::string> note;
    std::optional<std::string> in_permission;
    std::optional<std::string> out_permission;
    std::optional<std::vector<std::string>> visible;
    std::optional<int> sort_level;
};

struct AddDepartmentRequest {
    std::string name;
    std::optional<std::string> code;  ///< Made if absent.
    std::string parent_code;
    DepartmentDetails details;
};

struct UpdateDepartmentRequest {
    std::string code;
    std::optional<std::string> name;
    std::optional<std::string> parent_code;
    DepartmentDetails details;
};

struct DepartmentRequest {
    std::string code;
};

struct DepartmentSearchRequest {
    std::string name;
};

Fields<AddDepartmentRequest> add_department_fields();
Fields<UpdateDepartmentRequest> update_department_fields();
Fields<DepartmentRequest> delete_department_fields();
Fields<DepartmentSearchRequest> search_departments_fields();
Fields<DepartmentRequest> show_department_and_children_fields();
Fields<DepartmentRequest> show_department_fields();

struct DepartmentFamily {
    DepartmentRow department;
    std::vector<DepartmentRow> children;
};

/// The departments of an enterprise. Errors of each: those of the gate, and `department_unknown`
/// naming a code that the enterprise does not have.
class Departments {
public:
    Departments(Gate const& gate, TokenMaker const& tokens) : gate_(gate), tokens_(tokens) {}

    /// Returns the code. `department_exists`, `department_limit_reached`.
    Result<std::string> add(AddDepartmentRequest const& request, Actor const& actor) const;
    /// With a new name of the root the enterprise is renamed. Terminals in a renamed department are
    /// notified. `department_limit_reached`, `department_below_itself`; `invalid_parameter` for a
    /// parent of the root.
    Status update(UpdateDepartmentRequest const& request, Actor const& actor) const;
    /// `department_in_use` if it has members or children, `root_department_protected`.
    Status remove(DepartmentRequest const& request, Actor const& actor) const;

    Result<std::vector<DepartmentRow>> search(DepartmentSearchRequest const& request,
                                              Actor const& actor) const;
    Result<DepartmentFamily> show(DepartmentRequest const& request, Actor const& actor) const;
    /// The same for every signed-in user.
    Result<DepartmentFamily> show_in_short(DepartmentRequest const& request,
                                           Actor const& actor) const;

    /// Whether the enterprise has this department; for a `Repetition`.
    Result<bool> exists(Reader& reader, Permit const& permit, std::string const& code) const;

private:
    Gate const& gate_;
    TokenMaker const& tokens_;
};

}  // namespace roomkey
