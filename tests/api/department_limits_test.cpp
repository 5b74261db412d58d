#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

class DepartmentLimits : public testing::Test {
protected:
    Answer add(std::string const& code, std::string const& parent) {
        return bench.send_as(
            token, "POST", "/v1/usg/dcs/corp/dept",
            R"({"deptName":"d","deptCode":")" + code + R"(","parentDeptCode":")" + parent + "\"}");
    }
    Answer move(std::string const& code, std::string const& parent) {
        return bench.send_as(token, "PUT", "/v1/usg/dcs/corp/dept/" + code,
                             R"({"parentDeptCode":")" + parent + "\"}");
    }
    static void expect_limit(Answer const& answer, std::string const& named) {
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), "department_limit_reached");
        EXPECT_NE(answer.field("error_msg").find(named), std::string::npos) << answer.text;
    }
    /// Departments `first`..`last` below `parent`, by one statement.
    void fill(int first, int last, std::string const& parent) {
        auto const status = bench.store->write([&](Transaction& tx) -> Status {
            return tx.run(
                "INSERT INTO department (corp_id, code, parent_code, name, code_path, name_path, "
                "note, sort_level, in_permission, out_permission) "
                "WITH RECURSIVE n(i) AS (SELECT $2 UNION ALL SELECT i + 1 FROM n WHERE i < $3) "
                "SELECT $1, 'f' || n.i, $4, 'F', '1#f' || n.i, 'R#F', '', 1, '', '' FROM n",
                bench.ours.corp_id, first, last, parent);
        });
        ASSERT_TRUE(status.ok()) << status.error().detail;
    }

    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
};

TEST_F(DepartmentLimits, AreTenLevelsForOneThatIsAddedAndForABranchThatIsMoved) {
    std::string parent = "1";
    for (int level = 2; level <= 10; ++level) {
        auto const code = "l" + std::to_string(level);
        ASSERT_EQ(add(code, parent).status, 200);
        parent = code;
    }
    expect_limit(add("l11", "l10"), "deptLevel <= 10");
    ASSERT_EQ(add("a", "1").status, 200);
    ASSERT_EQ(add("b", "a").status, 200);
    expect_limit(move("a", "l9"), "deptLevel <= 10");
    EXPECT_EQ(move("a", "l8").status, 200);
    expect_limit(add("c", "b"), "deptLevel <= 10");
}

TEST_F(DepartmentLimits, AreAHundredChildrenForOneThatIsAddedAndOneThatIsMoved) {
    ASSERT_EQ(add("full", "1").status, 200);
    fill(1, 99, "full");
    EXPECT_EQ(add("last", "full").status, 200);
    expect_limit(add("more", "full"), "childDepts <= 100");
    ASSERT_EQ(add("more", "1").status, 200);
    expect_limit(move("more", "full"), "childDepts <= 100");
    ASSERT_EQ(move("last", "1").status, 200);
    EXPECT_EQ(move("more", "full").status, 200);
}

TEST_F(DepartmentLimits, AreTenThousandInAnEnterpriseWithTheRoot) {
    fill(1, 9998, "nowhere");
    EXPECT_EQ(add("last", "1").status, 200);
    expect_limit(add("more", "1"), "departments <= 10000");
    token = bench.admin_token(bench.theirs);
    EXPECT_EQ(add("more", "1").status, 200);
}

}  // namespace
}  // namespace roomkey
