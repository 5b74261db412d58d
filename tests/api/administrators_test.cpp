#include <gtest/gtest.h>

#include <chrono>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

class AdministratorStories : public testing::Test {
protected:
    /// A user of this third-party id, by a first sign-in; the account.
    std::string join(CreatedCorp const& corp, std::string const& third_account) {
        auto const made = bench.sign_in(corp, third_account);
        return made.json.at("user").at("ucloginAccount").as_string().c_str();
    }
    Answer add(std::string const& account, std::string const& query = {}) {
        return bench.send_as(token, "POST", path + query, R"({"account":")" + account + "\"}");
    }
    Answer remove(std::string const& accounts, std::string const& query = {}) {
        return bench.send_as(token, "POST", path + "/delete" + query, "[" + accounts + "]");
    }
    Answer show(std::string const& account, std::string const& query = {}) {
        return bench.send_as(token, "GET", path + '/' + account + query);
    }
    /// The accounts of a page.
    std::vector<std::string> found(std::string const& query = {}) {
        std::vector<std::string> accounts;
        auto const answer = bench.send_as(token, "GET", path + query);
        for (auto const& one : answer.json.at("data").as_array()) {
            accounts.emplace_back(one.at("account").as_string().c_str());
        }
        return accounts;
    }
    std::string last_audit() {
        auto const entry = bench.audit().front();
        return entry.operation + ' ' + entry.account + ' ' + entry.outcome;
    }

    ApiBench bench;
    std::string const path = "/v1/usg/dcs/corp/admin";
    std::string const admin = bench.ours.admin_account;
    std::string token = bench.admin_token(bench.ours);
    std::string const ada = join(bench.ours, "ada");
    std::string const bob = join(bench.ours, "bob");
    using Accounts = std::vector<std::string>;
};

TEST_F(AdministratorStories, GiveTheRoleFromTheNextRequestOn) {
    auto const of_ada = bench.sign_in(bench.ours, "ada").field("accessToken");
    EXPECT_EQ(bench.send_as(of_ada, "GET", path).status, 403);
    auto const added = add(ada);
    EXPECT_EQ(added.status, 200);
    EXPECT_EQ(added.text, "");
    EXPECT_EQ(last_audit(), "add_corp_admin " + ada + " ok");
    EXPECT_EQ(bench.send_as(of_ada, "GET", path).status, 200);
    EXPECT_EQ(remove('"' + ada + '"').status, 200);
    EXPECT_EQ(last_audit(), "batch_delete_corp_admins " + ada + " ok");
    EXPECT_EQ(bench.send_as(of_ada, "GET", path).status, 403);
    EXPECT_EQ(bench.send_as(of_ada, "GET", "/v1/usg/abs/departments/1").status, 200);
}

TEST_F(AdministratorStories, AreNamedByAccountOrThirdPartyId) {
    EXPECT_EQ(add("ada").error_code(), "USG.201040000");
    EXPECT_EQ(add("ada", "?accountType=0").error_code(), "USG.201040000");
    EXPECT_EQ(add(ada, "?accountType=1").error_code(), "USG.201040000");
    EXPECT_EQ(add("ada", "?accountType=1").status, 200);
    EXPECT_EQ(last_audit(), "add_corp_admin " + ada + " ok");
    EXPECT_EQ(show("ada", "?accountType=1").field("account"), ada);
    EXPECT_EQ(show("ada").error_code(), "USG.201040000");
    EXPECT_EQ(remove(R"("ada")", "?accountType=1").status, 200);
    EXPECT_EQ(show(ada).error_code(), "USG.201040000");
}

TEST_F(AdministratorStories, AreMadeOfOrdinaryUsersAlone) {
    auto const terminal = bench.make_terminal(bench.ours).account;
    ASSERT_EQ(add(ada).status, 200);
    for (auto const& account : {admin, ada, terminal}) {
        EXPECT_EQ(add(account).error_code(), "USG.201040003") << account;
        EXPECT_EQ(last_audit(), "add_corp_admin " + account + " user_not_ordinary");
        // Those of one minute would be one record.
        bench.clock.advance(std::chrono::minutes{1});
    }
    EXPECT_EQ(found(), (Accounts{ada, admin}));
}

TEST_F(AdministratorStories, LoseTheRoleTogetherOrNotAtAll) {
    add(ada);
    add(bob);
    auto const theirs = bench.theirs.admin_account;
    auto const both = '"' + ada + R"(",")" + bob + R"(",")";
    EXPECT_EQ(remove(both + admin + '"').error_code(), "USG.201040004");
    EXPECT_EQ(last_audit(), "batch_delete_corp_admins " + admin + " default_admin_protected");
    for (auto const& unknown : {std::string("nobody"), theirs, join(bench.ours, "eve")}) {
        auto const answer = remove(both + unknown + '"');
        EXPECT_EQ(answer.error_code(), "USG.201040000");
        EXPECT_NE(answer.field("error_msg").find(unknown), std::string::npos);
    }
    EXPECT_EQ(found(), (Accounts{bob, ada, admin}));
    EXPECT_EQ(remove("").error_code(), "USG.000000003");
    EXPECT_EQ(remove(both + ada + '"').status, 200);
    EXPECT_EQ(found(), Accounts{admin});
    EXPECT_EQ(show(ada).error_code(), "USG.201040000");
}

TEST_F(AdministratorStories, AreFoundByAPartOfAnyName) {
    add(ada);
    EXPECT_EQ(found("?searchKey=AD"), (Accounts{ada, admin}));
    EXPECT_EQ(found("?searchKey=ada"), Accounts{ada});
    EXPECT_EQ(found("?searchKey=bob"), Accounts{});
    EXPECT_EQ(found("?limit=1"), Accounts{ada});
    EXPECT_EQ(found("?limit=1&offset=1"), Accounts{admin});
    EXPECT_EQ(found("?limit=1&offset=9"), Accounts{admin});
    token = bench.admin_token(bench.theirs);
    EXPECT_EQ(found(), Accounts{bench.theirs.admin_account});
    EXPECT_EQ(show(ada).error_code(), "USG.201040000");
    EXPECT_EQ(add(ada).error_code(), "USG.201040000");
    EXPECT_EQ(add("bob", "?accountType=1").error_code(), "USG.201040000");
}

TEST_F(AdministratorStories, AreShownWithTheirDepartment) {
    bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept",
                  R"({"deptName":"Sales","deptCode":"sales"})");
    auto [body, authorization] =
        ApiBench::signed_request(bench.ours, "eve", 0, std::string(32, 'n'));
    body.replace(body.find("\"deptCode\":null"), 15, R"("deptCode":"sales")");
    ASSERT_EQ(
        bench.send("POST", "/v2/usg/acs/auth/appauth", body, {{"Authorization", authorization}})
            .status,
        200);
    auto const eve = join(bench.ours, "eve");
    ASSERT_EQ(add(eve).status, 200);
    auto const root = bench.send_as(token, "GET", "/v1/usg/abs/departments/1").field("deptName");
    auto const shown = show(eve);
    boost::json::object const expected{
        {"id", shown.field("id")},
        {"account", eve},
        {"name", "eve"},
        {"adminType", 1},
        {"email", ""},
        {"phone", ""},
        {"country", ""},
        {"dept",
         {{"deptCode", "sales"},
          {"corpId", bench.ours.corp_id.value},
          {"deptName", "Sales"},
          {"deptNamePath", root + "#Sales"},
          {"parentDeptCode", "1"}}},
    };
    EXPECT_EQ(shown.json, expected) << shown.text;
    auto const listed = bench.send_as(token, "GET", path + "?searchKey=eve");
    EXPECT_EQ(listed.json.at("data").as_array().at(0), shown.json);
    EXPECT_EQ(show(admin).number("adminType"), 0);
    EXPECT_TRUE(show(admin).json.at("dept").at("parentDeptCode").is_null());
}

TEST_F(AdministratorStories, AreAppointedByTheDefaultOneAlone) {
    add(ada);
    for (auto const* user : {"ada", "bob"}) {
        token = bench.sign_in(bench.ours, user).field("accessToken");
        for (auto const& answer : {add(bob), remove('"' + ada + '"')}) {
            EXPECT_EQ(answer.status, 403) << user;
            EXPECT_EQ(answer.header("X-Roomkey-Reason"), "default_admin_needed");
        }
        bool const is_administrator = std::string_view(user) == "ada";
        EXPECT_EQ(show(admin).status, is_administrator ? 200 : 403);
        EXPECT_EQ(bench.send_as(token, "GET", path).status, is_administrator ? 200 : 403);
    }
}

}  // namespace
}  // namespace roomkey
