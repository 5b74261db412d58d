#include "domain/account/role.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using Codes = std::vector<std::string>;

TEST(Role, IsNamedWithItsScope) {
    EXPECT_EQ(role_named("administrator", false), Role::administrator);
    EXPECT_EQ(role_named("administrator", true), Role::department_administrator);
    for (bool const is_of_departments : {false, true}) {
        for (auto const role :
             {Role::terminal_operator, Role::help_desk, Role::auditor, Role::none}) {
            EXPECT_EQ(role_named(wire_name(role), is_of_departments), role);
        }
        EXPECT_EQ(role_named("default_administrator", is_of_departments), std::nullopt);
        EXPECT_EQ(role_named("", is_of_departments), std::nullopt);
    }
}

TEST(Role, KeepsItsDepartmentsAsOneText) {
    for (auto const& codes : {Codes{}, Codes{"sales"}, Codes{"sales", "2", "a-b"}}) {
        EXPECT_EQ(split_departments(joined_departments(codes)), codes);
    }
}

TEST(Reach, CoversDepartmentsWithAllBelowThem) {
    Reach reach(CorpId{"1"});
    EXPECT_TRUE(reach.is_whole());
    EXPECT_TRUE(reach.covers("1"));
    reach.departments = {"sales", "lab"};
    EXPECT_FALSE(reach.is_whole());
    EXPECT_TRUE(reach.covers("1#sales"));
    EXPECT_TRUE(reach.covers("1#sales#north"));
    EXPECT_TRUE(reach.covers("1#research#lab"));
    EXPECT_FALSE(reach.covers("1"));
    EXPECT_FALSE(reach.covers("1#research"));
    EXPECT_FALSE(reach.covers("1#sales2"));
    EXPECT_FALSE(reach.covers(""));
}

}  // namespace
}  // namespace roomkey
