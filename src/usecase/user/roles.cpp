#include "usecase/user/roles.hpp"

#include <set>
#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

constexpr auto update_fields = bind<UpdateRoleRequest>(
    rules::update_user_role,
    {field<&UpdateRoleRequest::account>("account"), field<&UpdateRoleRequest::role>("role"),
     field<&UpdateRoleRequest::departments>("deptCodes")});
constexpr auto search_fields = bind<SearchRolesRequest>(
    rules::search_roles, {field<&SearchRolesRequest::page, &PageRequest::offset>("offset"),
                          field<&SearchRolesRequest::page, &PageRequest::limit>("limit"),
                          field<&SearchRolesRequest::text>("searchKey")});

/// "operator of sales,lab", for the audit trail.
std::string words_for(User const& user) {
    std::string words{wire_name(user.role)};
    char const* separator = " of ";
    for (auto const& code : split_departments(user.role_departments)) {
        words += std::exchange(separator, ",") + code;
    }
    return words;
}

/// The departments of the request, in an order that does not depend on it, held: a role must not be
/// of one that is deleted meanwhile.
Result<std::vector<std::string>> hold_departments(Change& change,
                                                  std::vector<std::string> const& wanted) {
    std::set<std::string> const codes(wanted.begin(), wanted.end());
    for (auto const& code : codes) {
        if (!TRY(hold_department(change.transaction, change.permit.reach(), code))) {
            return refusal_about(ErrorCode::department_unknown, code);
        }
    }
    if (codes.contains(root_department)) return std::vector<std::string>{};
    return std::vector<std::string>(codes.begin(), codes.end());
}

}  // namespace

Fields<UpdateRoleRequest> update_role_fields() { return update_fields; }
Fields<SearchRolesRequest> search_roles_fields() { return search_fields; }

Result<std::vector<Department>> departments_of_role(Reader& reader, User const& user) {
    std::vector<Department> departments;
    for (auto const& code : split_departments(user.role_departments)) {
        auto found = TRY(find_department(reader, user.corp_id, code));
        if (!found) return internal_error("a department of a role is gone");
        departments.push_back(*std::move(found));
    }
    return departments;
}

Status Roles::update(UpdateRoleRequest const& request, Actor const& actor) const {
    auto const work = [&](Change& change) -> Status {
        auto const& permit = change.permit;
        auto user = TRY(known_user(change.transaction, permit, {request.account}));
        if (user.role == Role::default_administrator) {
            return refusal_about(ErrorCode::default_admin_protected, user.account);
        }
        if (user.type != UserType::member) {
            return refusal_about(ErrorCode::user_not_ordinary, user.account);
        }
        auto const departments = TRY(hold_departments(change, request.departments));
        auto const role = role_named(request.role, !departments.empty());
        if (!role) return invalid_field("role", Fault::unknown_value);
        bool const is_of_default = *role == Role::administrator || user.role == Role::administrator;
        bool const is_default =
            !permit.caller || permit.caller->user.role == Role::default_administrator;
        if (is_of_default && !is_default) return refusal(ErrorCode::default_admin_needed);
        auto const earlier = words_for(user);
        user.role = *role;
        user.role_departments =
            *role == Role::none ? std::string{} : joined_departments(departments);
        user.updated_at = permit.now;
        change.about(user.account, words_for(user) + ", was " + earlier);
        return update_user(change.transaction, user);
    };
    return gate_.change(actor, operations::update_user_role, {request.account, {}}, work);
}

Result<Page<RoleHolder>> Roles::search(SearchRolesRequest const& request,
                                       Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<Page<RoleHolder>> {
        UserSearch search;
        search.reach = permit.reach();
        search.page = request.page;
        search.text = request.text;
        search.is_of_holders = true;
        auto rows = TRY(search_users(reader, search));
        Page<RoleHolder> page{rows.offset, rows.limit, rows.count, {}};
        for (auto& row : rows.data) {
            auto departments = TRY(departments_of_role(reader, row.user));
            page.data.push_back({std::move(row.user), std::move(departments)});
        }
        return page;
    };
    return gate_.read(actor, operations::search_roles, work);
}

}  // namespace roomkey
