#include "usecase/user/permissions.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace roomkey {
namespace {

std::string names_of(Role role, std::string departments = {}) {
    User user;
    user.role = role;
    user.role_departments = std::move(departments);
    std::string names;
    for (auto const permission : permissions_of(user)) {
        names += (names.empty() ? "" : " ") + std::string(wire_name(permission));
    }
    return names;
}

TEST(Permissions, AreThoseOfTheRole) {
    EXPECT_EQ(names_of(Role::default_administrator), "look reset create manage oversee govern");
    EXPECT_EQ(names_of(Role::administrator), "look reset create manage oversee govern");
    EXPECT_EQ(names_of(Role::terminal_operator), "look reset create");
    EXPECT_EQ(names_of(Role::help_desk), "look reset");
    EXPECT_EQ(names_of(Role::auditor), "look oversee");
    EXPECT_EQ(names_of(Role::none), "");
}

TEST(Permissions, OfTheWholeEnterpriseNoRoleOfDepartmentsHas) {
    EXPECT_EQ(names_of(Role::department_administrator, "sales"), "look reset create manage");
    EXPECT_EQ(names_of(Role::auditor, "sales"), "look");
    // Whatever a row may say by mistake.
    EXPECT_EQ(names_of(Role::administrator, "sales"), "look reset create manage");
}

TEST(Permissions, ArePeoplesWhoCanSignIn) {
    User user;
    user.role = Role::administrator;
    EXPECT_FALSE(permits(user, Permission::none));
    user.status = AccountStatus::disabled;
    EXPECT_FALSE(permits(user, Permission::look));
    user.status = AccountStatus::normal;
    user.type = UserType::idea_hub;
    EXPECT_FALSE(permits(user, Permission::look));
}

}  // namespace
}  // namespace roomkey
