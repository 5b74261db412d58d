#include "domain/text_field.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(CheckText, CountsCharactersAtTheLimitAndOnePast) {
    std::string room;
    for (int i = 0; i < 64; ++i) room += "室";
    EXPECT_TRUE(check_text(room, "devName", 1, 64).ok());
    auto const status = check_text(room + "x", "devName", 1, 64);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().field, "devName");
    EXPECT_EQ(status.error().expected, "1..64");
}

TEST(CheckText, RefusesEmptyMalformedAndControl) {
    EXPECT_EQ(check_text("", "devName", 1, 64).error().fault, Fault::missing);
    EXPECT_TRUE(check_text("", "description", 0, 255).ok());
    EXPECT_EQ(check_text("\xC3", "devName", 1, 64).error().fault, Fault::wrong_format);
    EXPECT_EQ(check_text("a\r\nb", "devName", 1, 64).error().fault, Fault::wrong_format);
}

TEST(CheckText, RefusesBlanksAloneWhereThereMustBeAText) {
    for (auto const* const blanks : {" ", "\u00A0", "\u3000", "\u200B"}) {
        EXPECT_EQ(check_text(blanks, "name", 1, 64).error().fault, Fault::wrong_format) << blanks;
    }
    EXPECT_TRUE(check_text("\u3000室", "name", 1, 64).ok());
    EXPECT_TRUE(check_text(" ", "description", 0, 64).ok());
}

TEST(CheckDepartmentCode, FollowsThePattern) {
    EXPECT_TRUE(check_department_code("", "deptCode").ok());
    EXPECT_TRUE(check_department_code("A-1_b", "deptCode").ok());
    EXPECT_TRUE(check_department_code(std::string(32, '1'), "deptCode").ok());
    EXPECT_FALSE(check_department_code(std::string(33, '1'), "deptCode").ok());
    EXPECT_FALSE(check_department_code("a b", "deptCode").ok());
}

}  // namespace
}  // namespace roomkey
