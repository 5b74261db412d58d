#include <gtest/gtest.h>

#include <utility>

#include "tests/api/role_bench.hpp"

namespace roomkey {
namespace {

class RoleStories : public RoleBench {
protected:
    /// What a user of this token is told of the own role: "operator look,reset,create sales".
    std::string told(std::string const& token) {
        auto const session = as(token, "GET", "/v1/roomkey/session");
        auto text = session.field("role") + ' ';
        char const* separator = "";
        for (auto const& one : session.json.at("permissions").as_array()) {
            text += std::exchange(separator, ",") + std::string(one.as_string());
        }
        for (auto const& one : session.json.at("departments").as_array()) {
            text += ' ' + std::string(one.at("deptCode").as_string());
        }
        return text;
    }
    /// What each kind of work is answered with.
    std::string tried(std::string const& token) {
        auto const hall = room("Hall", "sales").account;
        return reason(as(token, "GET", members)) + ' ' + reason(reset(token, hall)) + ' ' +
               reason(create(token, "sales")) + ' ' +
               reason(as(token, "PUT", members + '/' + hall, R"({"title":"x"})")) + ' ' +
               reason(as(token, "GET", "/v1/roomkey/audit")) + ' ' +
               reason(as(token, "PUT", "/v1/usg/dcs/corp", R"({"address":"x"})"));
    }
    std::string last_audit() {
        auto const entry = bench.audit().front();
        return entry.operation + ' ' + entry.account + ' ' + entry.outcome + ' ' + entry.detail;
    }
};

TEST_F(RoleStories, PermitWhatTheyAreFor) {
    struct Row {
        char const* role;
        char const* departments;
        char const* told;
        char const* tried;
    };
    constexpr Row table[] = {
        {"administrator", "", "administrator look,reset,create,manage,oversee,govern",
         "200 200 200 200 200 200"},
        {"administrator", R"("sales")", "administrator look,reset,create,manage sales",
         "200 200 200 200 not_permitted not_permitted"},
        {"operator", "", "operator look,reset,create",
         "200 200 200 not_permitted not_permitted not_permitted"},
        {"operator", R"("lab","sales")", "operator look,reset,create lab sales",
         "200 200 200 not_permitted not_permitted not_permitted"},
        {"help_desk", "", "help_desk look,reset",
         "200 200 not_permitted not_permitted not_permitted not_permitted"},
        {"help_desk", R"("sales")", "help_desk look,reset sales",
         "200 200 not_permitted not_permitted not_permitted not_permitted"},
        {"auditor", "", "auditor look,oversee",
         "200 not_permitted not_permitted not_permitted 200 not_permitted"},
        {"auditor", R"("sales")", "auditor look sales",
         "200 not_permitted not_permitted not_permitted not_permitted not_permitted"},
        {"none", "", "none ",
         "not_permitted not_permitted not_permitted not_permitted not_permitted not_permitted"},
    };
    auto const token = join("ada");
    for (auto const& row : table) {
        SCOPED_TRACE(std::string(row.role) + ' ' + row.departments);
        ASSERT_EQ(give("ada", row.role, row.departments).status, 200);
        EXPECT_EQ(told(token), row.told);
        EXPECT_EQ(tried(token), row.tried);
    }
    EXPECT_EQ(told(admin), "default_administrator look,reset,create,manage,oversee,govern");
}

TEST_F(RoleStories, AreShownToTheVendorsClientsAsBefore) {
    struct Row {
        char const* role;
        char const* departments;
        int admin_type;
    };
    constexpr Row table[] = {{"administrator", "", 1},
                             {"administrator", R"("sales")", 2},
                             {"operator", "", 2},
                             {"auditor", "", 2},
                             {"none", "", 2}};
    auto const token = join("ada");
    for (auto const& row : table) {
        SCOPED_TRACE(std::string(row.role) + ' ' + row.departments);
        ASSERT_EQ(give("ada", row.role, row.departments).status, 200);
        auto const shown = as(admin, "GET", members + "/ada");
        EXPECT_EQ(shown.number("adminType"), row.admin_type);
        // Beside it, for clients that know roles.
        bool const is_none = row.role == std::string("none");
        EXPECT_EQ(shown.json.as_object().contains("role"), !is_none);
        EXPECT_EQ(shown.json.as_object().contains("roleOfDepartments"), !is_none);
        if (!is_none) {
            EXPECT_EQ(shown.field("role"), row.role);
            EXPECT_EQ(shown.json.at("roleOfDepartments").as_bool(), *row.departments != '\0');
        }
        EXPECT_EQ(as(token, "GET", "/v1/usg/dcs/member").number("adminType"), row.admin_type);
        bool const is_one = row.admin_type == 1;
        EXPECT_EQ(as(admin, "GET", "/v1/usg/dcs/corp/admin/ada").status, is_one ? 200 : 400);
        EXPECT_EQ(listed(admin, "/v1/usg/dcs/corp/admin?searchKey=ada"), is_one ? "1: ada" : "0:");
        auto const type = std::to_string(row.admin_type);
        EXPECT_EQ(listed(admin, members + "?searchKey=ada&adminType=" + type), "1: ada");
        EXPECT_EQ(listed(admin, members + "?searchKey=ada&adminType=" + (is_one ? "2" : "1")),
                  "0:");
    }
}

TEST_F(RoleStories, AreGivenByTheVendorsClientsForTheWholeEnterprise) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    ASSERT_EQ(as(admin, "POST", "/v1/usg/dcs/corp/admin", R"({"account":"ada"})").status, 200);
    EXPECT_EQ(told(token), "administrator look,reset,create,manage,oversee,govern");
    ASSERT_EQ(as(admin, "POST", "/v1/usg/dcs/corp/admin/delete", R"(["ada"])").status, 200);
    EXPECT_EQ(told(token), "none ");
    EXPECT_EQ(reason(as(token, "GET", members)), "not_permitted");
}

TEST_F(RoleStories, AreListedWithTheirDepartments) {
    holder("ada", "operator", R"("sales","lab")");
    holder("bob", "auditor");
    join("eve");
    auto const page = as(admin, "GET", roles);
    EXPECT_EQ(listed(admin, roles), "3: bob ada Administrator") << page.text;
    auto const& ada = page.json.at("data").at(1);
    EXPECT_EQ(ada.at("role").as_string(), "operator");
    EXPECT_EQ(ada.at("departments"),
              (boost::json::array{{{"deptCode", "lab"}, {"deptName", "lab"}},
                                  {{"deptCode", "sales"}, {"deptName", "sales"}}}));
    EXPECT_EQ(page.json.at("data").at(0).at("departments"), boost::json::array{});
    EXPECT_EQ(listed(admin, roles + "?searchKey=AD&limit=1"), "2: ada");
    EXPECT_EQ(listed(admin, roles + "?searchKey=bob"), "1: bob");
    EXPECT_EQ(listed(bench.admin_token(bench.theirs), roles).substr(0, 2), "1:");
}

TEST_F(RoleStories, AreRecordedWithWhatChanged) {
    holder("ada", "operator", R"("sales","lab")");
    EXPECT_EQ(last_audit(), "update_user_role ada ok operator of lab,sales, was none");
    give("ada", "none", R"("sales")");
    EXPECT_EQ(last_audit(), "update_user_role ada ok none, was operator of lab,sales");
}

TEST_F(RoleStories, AreNotGivenToWhomTheyCannotBe) {
    join("ada");
    auto const hall = room("Hall", "sales").account;
    EXPECT_EQ(reason(give("nobody", "auditor")), "account_unknown");
    EXPECT_EQ(reason(give(bench.theirs.admin_account, "auditor")), "account_unknown");
    EXPECT_EQ(reason(give(hall, "auditor")), "user_not_ordinary");
    EXPECT_EQ(reason(give(bench.ours.admin_account, "none")), "default_admin_protected");
    EXPECT_EQ(reason(give("ada", "auditor", R"("none")")), "department_unknown");
    EXPECT_EQ(reason(give("ada", "default_administrator")), "invalid_parameter");
    std::string many = R"("1")";
    for (int i = 1; i < 20; ++i) many += R"(,"1")";
    EXPECT_EQ(reason(give("ada", "auditor", many)), "200");
    EXPECT_EQ(reason(give("ada", "auditor", many + R"(,"1")")), "invalid_parameter");
}

TEST_F(RoleStories, OfTheRootAreOfTheWholeEnterprise) {
    auto const token = holder("ada", "auditor", R"("1","sales")");
    EXPECT_EQ(told(token), "auditor look,oversee");
}

TEST_F(RoleStories, AreGivenByThoseWhoHaveThemToGive) {
    join("eve");
    giver = holder("ada", "administrator");
    EXPECT_EQ(reason(give("eve", "administrator", R"("sales")")), "200");
    EXPECT_EQ(reason(give("eve", "auditor")), "200");
    EXPECT_EQ(reason(give("eve", "administrator")), "default_admin_needed");
    EXPECT_EQ(reason(give("ada", "none")), "default_admin_needed");
    for (auto const& [role, departments] : {std::pair("administrator", R"("sales")"),
                                            std::pair("operator", ""), std::pair("auditor", "")}) {
        giver = admin;
        auto const name = std::string("holder_") + role;
        giver = holder(name, role, departments);
        EXPECT_EQ(reason(give("eve", "auditor")), "not_permitted") << role;
        EXPECT_EQ(reason(give(name, "administrator")), "not_permitted") << role;
        EXPECT_EQ(reason(as(giver, "POST", "/v1/usg/dcs/corp/admin", R"({"account":"eve"})")),
                  "default_admin_needed");
    }
}

/// Who receives a new password becomes that person.
TEST_F(RoleStories, AreNotTakenOverByThoseBelow) {
    auto const in_sales = [&](std::string const& name) {
        join(name);
        EXPECT_EQ(
            as(admin, "PUT", members + '/' + name, R"({"deptCode":"sales","email":"a@b.com"})")
                .status,
            200);
    };
    for (auto const* const name : {"eve", "bob", "ada"}) in_sales(name);
    give("eve", "auditor");
    give("ada", "administrator");
    auto const token = holder("warden", "administrator", R"("sales")");
    auto const attack = [&](std::string const& account) {
        auto const quoted = "[\"" + account + "\"]";
        // One after the other: the last one deletes the account.
        auto seen = reason(as(token, "PUT", "/v1/usg/acs/password/admin/reset",
                              R"({"account":")" + account + "\"}"));
        seen += ' ' + reason(as(token, "PUT", members + '/' + account, R"({"email":"x@y.com"})"));
        seen += ' ' + reason(as(token, "PUT", members + "/status/1", quoted));
        seen += ' ' + reason(as(token, "POST", members + "/delete", quoted));
        return seen;
    };
    EXPECT_EQ(attack("eve"), "not_permitted not_permitted not_permitted not_permitted");
    EXPECT_EQ(attack("ada"),
              "default_admin_needed default_admin_needed default_admin_needed "
              "default_admin_needed");
    EXPECT_EQ(attack("bob"), "200 200 200 200");
}

TEST_F(RoleStories, EndWithTheNextRequest) {
    auto const hall = room("Hall", "sales").account;
    auto const token = holder("ada", "help_desk");
    EXPECT_EQ(reset(token, hall).status, 200);
    give("ada", "help_desk", R"("lab")");
    EXPECT_EQ(reason(reset(token, hall)), "account_unknown");
    give("ada", "none");
    EXPECT_EQ(reason(reset(token, hall)), "not_permitted");
}

TEST_F(RoleStories, HideCodesFromThoseWhoMayNotResetThem) {
    auto const hall = room("Hall", "sales");
    auto const auditor = holder("ada", "auditor");
    auto const help_desk = holder("bob", "help_desk");
    auto const code = hall.code.reveal();
    for (auto const& list : {codes, rooms}) {
        EXPECT_NE(as(help_desk, "GET", list).text.find(code), std::string::npos);
        auto const seen = as(auditor, "GET", list);
        EXPECT_EQ(seen.number("count"), 1);
        EXPECT_TRUE(seen.json.at("data").at(0).at("activeCode").is_null());
    }
    // Nor are they found by a part.
    auto const part = codes + "?searchKey=" + code.substr(2, 6);
    EXPECT_EQ(as(help_desk, "GET", part).number("count"), 1);
    EXPECT_EQ(as(auditor, "GET", part).number("count"), 0);
    EXPECT_EQ(as(auditor, "GET", codes + "?searchKey=" + code).number("count"), 0);
    EXPECT_EQ(as(auditor, "GET", codes + "?searchKey=hall").number("count"), 1);
}

}  // namespace
}  // namespace roomkey
