#pragma once

#include <string>
#include <vector>

#include "fields/binding.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct UpdateRoleRequest {
    std::string account;
    std::string role;
    std::vector<std::string> departments;  ///< None, or the root among them: the whole enterprise.
};

struct SearchRolesRequest {
    PageRequest page;
    std::string text;
};

Fields<UpdateRoleRequest> update_role_fields();
Fields<SearchRolesRequest> search_roles_fields();

struct RoleHolder {
    User user;
    std::vector<Department> departments;
};

/// The departments that the user's role is of.
Result<std::vector<Department>> departments_of_role(Reader& reader, User const& user);

/// Who has which role (usecase/user/permissions.hpp). `Administrators` does of this what the
/// vendor's clients know. Errors: those of the gate, besides those named.
class Roles {
public:
    explicit Roles(Gate const& gate) : gate_(gate) {}

    /// In place of the role that the user has. `account_unknown`, `department_unknown`;
    /// `user_not_ordinary` for a terminal; `default_admin_protected`; `default_admin_needed` if the
    /// role, the earlier or the new one, is that of an administrator of the whole enterprise.
    Status update(UpdateRoleRequest const& request, Actor const& actor) const;
    Result<Page<RoleHolder>> search(SearchRolesRequest const& request, Actor const& actor) const;

private:
    Gate const& gate_;
};

}  // namespace roomkey
