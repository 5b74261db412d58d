#include "usecase/user/permissions.hpp"

namespace roomkey {
namespace {

bool has(Role role, Permission permission) {
    switch (role) {
        case Role::default_administrator:
        case Role::administrator:
        case Role::department_administrator:
            return true;
        case Role::terminal_operator:
            return permission == Permission::look || permission == Permission::reset ||
                   permission == Permission::create;
        case Role::help_desk:
            return permission == Permission::look || permission == Permission::reset;
        case Role::auditor:
            return permission == Permission::look || permission == Permission::oversee;
        case Role::none:
            break;
    }
    return false;
}

bool is_of_whole(Permission permission) {
    return permission == Permission::oversee || permission == Permission::govern;
}

}  // namespace

bool permits(User const& user, Permission permission) {
    bool const is_active = user.type == UserType::member && user.status == AccountStatus::normal &&
                           permission != Permission::none;
    if (!is_active || !has(user.role, permission)) return false;
    return !is_of_whole(permission) || user.role_departments.empty();
}

std::vector<Permission> permissions_of(User const& user) {
    std::vector<Permission> all;
    for (auto const permission : {Permission::look, Permission::reset, Permission::create,
                                  Permission::manage, Permission::oversee, Permission::govern}) {
        if (permits(user, permission)) all.push_back(permission);
    }
    return all;
}

std::string_view wire_name(Permission permission) {
    switch (permission) {
        case Permission::look:
            return "look";
        case Permission::reset:
            return "reset";
        case Permission::create:
            return "create";
        case Permission::manage:
            return "manage";
        case Permission::oversee:
            return "oversee";
        case Permission::govern:
            return "govern";
        case Permission::none:
            break;
    }
    return "none";
}

}  // namespace roomkey
