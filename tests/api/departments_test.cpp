#include <gtest/gtest.h>

#include <thread>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

std::string dept_path(std::string const& code) { return "/v1/usg/dcs/corp/dept/" + code; }

class DepartmentStories : public testing::Test {
protected:
    Answer add(std::string const& code, std::string const& parent, std::string const& more = {}) {
        return bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept",
                             R"({"deptName":"n-)" + code + R"(","deptCode":")" + code +
                                 R"(","parentDeptCode":")" + parent + '"' + more + '}');
    }
    Answer update(std::string const& code, std::string const& body) {
        return bench.send_as(token, "PUT", dept_path(code), body);
    }
    Answer remove(std::string const& code) {
        return bench.send_as(token, "DELETE", dept_path(code));
    }
    Answer show(std::string const& code) {
        return bench.send_as(token, "GET", "/v1/usg/dcs/member/dept/" + code);
    }
    std::vector<std::string> found(std::string const& name) {
        std::vector<std::string> codes;
        auto const answer = bench.send_as(token, "GET", "/v1/usg/dcs/member/dept?deptName=" + name);
        for (auto const& row : answer.json.as_array()) {
            codes.emplace_back(row.at("deptCode").as_string().c_str());
        }
        return codes;
    }
    Answer make_code(std::string const& department) {
        return bench.send_as(token, "POST", "/v1/usg/dcs/corp/vision/activecode",
                             R"({"devType":"idea-hub","devName":"Hub","emailAddr":"a@b.c",)"
                             R"("deptCode":")" +
                                 department + "\"}");
    }
    std::string last_audit() {
        auto const entry = bench.audit().front();
        return entry.actor + ' ' + entry.operation + ' ' + entry.detail + ' ' + entry.outcome;
    }

    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
    using Codes = std::vector<std::string>;
};

TEST_F(DepartmentStories, AddsADepartmentWithAllThatIsSaidOfIt) {
    EXPECT_EQ(add("a", "1").field("value"), "a");
    EXPECT_EQ(last_audit(), bench.ours.admin_account + " add_department a ok");
    EXPECT_EQ(
        add("b", "a",
            R"(,"note":"N","sortLevel":7,"inPermission":"OPEN",)"
            R"("outPermission":"DESIGNATED_DEPARTMENT","designatedOutDeptCodes":["a","1","a"])")
            .status,
        200);
    auto const shown = show("b");
    boost::json::object const expected{
        {"deptCode", "b"},
        {"deptLevel", 3},
        {"deptName", "n-b"},
        {"deptNamePath", show("1").field("deptName") + "#n-a#n-b"},
        {"isLeafNode", true},
        {"parentDeptCode", "a"},
        {"deptCodePath", "1#a#b"},
        {"note", "N"},
        {"corpId", bench.ours.corp_id.value},
        {"inPermission", "OPEN"},
        {"outPermission", "DESIGNATED_DEPARTMENT"},
        {"designatedOutDeptCodes",
         {{{"id", "1"}, {"mark", show("1").field("deptName")}}, {{"id", "a"}, {"mark", "n-a"}}}},
        {"sortLevel", 7},
        {"childDepts", boost::json::array{}},
    };
    EXPECT_EQ(shown.json, expected) << shown.text;
    auto const generated =
        bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept", R"({"deptName":"x"})");
    auto const made = show(generated.field("value"));
    EXPECT_EQ(made.number("deptLevel"), 2);
    EXPECT_EQ(made.number("sortLevel"), 10000);
    EXPECT_TRUE(made.json.at("note").is_null());
}

TEST_F(DepartmentStories, RefusesByTheTable) {
    add("a", "1");
    std::string const designated = R"(,"outPermission":"DESIGNATED_DEPARTMENT")";
    struct Row {
        std::string more;
        std::string message_has;
    };
    for (auto const& row : std::vector<Row>{
             {R"(,"sortLevel":0)", "sortLevel"},
             {R"(,"sortLevel":10001)", "sortLevel"},
             {R"(,"note":")" + std::string(97, 'n') + '"', "note"},
             {R"(,"outPermission":"OPEN")", "outPermission"},
             {R"(,"designatedOutDeptCodes":["a"])", "designatedOutDeptCodes"},
             {R"(,"outPermission":"ONLY_SELF","designatedOutDeptCodes":["a"])",
              "designatedOutDeptCodes"},
             {designated + R"(,"designatedOutDeptCodes":["a","none"])", "none"},
         }) {
        SCOPED_TRACE(row.more);
        auto const answer = add("b", "1", row.more);
        EXPECT_EQ(answer.status, 400);
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos);
        EXPECT_EQ(show("b").error_code(), "USG.201030000");
    }
    EXPECT_EQ(add("a", "1").error_code(), "USG.000000003");
    EXPECT_EQ(add(std::string(33, 'c'), "1").status, 400);
    EXPECT_EQ(add(std::string(32, 'c'), "1", R"(,"note":")" + std::string(96, 'n') + '"').status,
              200);
}

TEST_F(DepartmentStories, MovesABranchWithItsPathsAndMembers) {
    add("a", "1");
    add("b", "a");
    add("c", "b");
    add("bb", "a");  // Begins like b, and is not below it.
    ASSERT_EQ(make_code("c").status, 200);
    EXPECT_EQ(update("b", R"({"parentDeptCode":"1","deptName":"new"})").status, 200);
    EXPECT_EQ(last_audit(), bench.ours.admin_account + " update_department b ok");
    auto const root = show("1").field("deptName");
    EXPECT_EQ(show("c").field("deptCodePath"), "1#b#c");
    EXPECT_EQ(show("c").field("deptNamePath"), root + "#new#n-c");
    EXPECT_EQ(show("c").number("deptLevel"), 3);
    EXPECT_EQ(show("b").field("parentDeptCode"), "1");
    EXPECT_EQ(show("bb").field("deptCodePath"), "1#a#bb");
    auto const users = bench.send_as(
        token, "GET", "/v1/usg/dcs/corp/member?userType=13&containsUnActive=true&deptCode=b");
    ASSERT_EQ(users.number("count"), 1);
    auto const& user = users.json.at("data").as_array()[0];
    EXPECT_EQ(user.at("deptNamePath").as_string(), root + "#new#n-c");
}

TEST_F(DepartmentStories, NeverPutsADepartmentBelowItself) {
    add("a", "1");
    add("b", "a");
    add("c", "b");
    for (auto const* parent : {"a", "b", "c"}) {
        auto const answer = update("a", R"({"parentDeptCode":")" + std::string(parent) + "\"}");
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), "department_below_itself") << parent;
    }
    EXPECT_EQ(last_audit(),
              bench.ours.admin_account + " update_department a department_below_itself");
    EXPECT_EQ(update("a", R"({"parentDeptCode":"none"})").error_code(), "USG.201030000");
    EXPECT_EQ(update("c", R"({"parentDeptCode":"b"})").status, 200);
    EXPECT_EQ(show("c").field("deptCodePath"), "1#a#b#c");
}

TEST_F(DepartmentStories, KeepsWhatAnUpdateDoesNotSay) {
    add("a", "1");
    add("b", "1",
        R"(,"note":"N","sortLevel":7,"outPermission":"DESIGNATED_DEPARTMENT",)"
        R"("designatedOutDeptCodes":["a"])");
    auto const before = show("b");
    EXPECT_EQ(update("b", "{}").status, 200);
    EXPECT_EQ(show("b").json, before.json);
    EXPECT_EQ(update("b", R"({"note":""})").status, 200);
    EXPECT_TRUE(show("b").json.at("note").is_null());
    EXPECT_EQ(show("b").json.at("designatedOutDeptCodes").as_array().size(), 1U);
    EXPECT_EQ(update("b", R"({"outPermission":"ONLY_SELF"})").status, 200);
    EXPECT_TRUE(show("b").json.at("designatedOutDeptCodes").as_array().empty());
    EXPECT_EQ(show("b").number("sortLevel"), 7);
}

TEST_F(DepartmentStories, NotifiesTheTerminalsOfARenamedDepartment) {
    add("a", "1");
    auto const stream_in = [&](std::string const& department, std::string const& sn) {
        auto const code = make_code(department).field("activeCode");
        auto const credential = bench.activate(code, sn).field("accessToken");
        auto stream = bench.send_as(credential, "GET", "/v1/terminal/events").reply.stream;
        EXPECT_NE(stream->next().text, "");
        return stream;
    };
    int wakes_in_a = 0;
    int wakes_in_root = 0;
    auto const in_a = stream_in("a", "SN1");
    auto const in_root = stream_in("1", "SN2");
    in_a->on_wake([&] { ++wakes_in_a; });
    in_root->on_wake([&] { ++wakes_in_root; });
    EXPECT_EQ(update("a", R"({"deptName":"Renamed"})").status, 200);
    EXPECT_EQ(wakes_in_a, 1);
    EXPECT_EQ(wakes_in_root, 0);
    EXPECT_NE(in_a->next().text.find("Renamed"), std::string::npos);
    EXPECT_EQ(update("1", R"({"deptName":"Company"})").status, 200);
    EXPECT_EQ(wakes_in_root, 1);
    EXPECT_NE(in_root->next().text.find("Company"), std::string::npos);
    EXPECT_EQ(show("a").field("deptNamePath"), "Company#Renamed");
    // Those of another enterprise have nothing to look at.
    EXPECT_EQ(bench
                  .send_as(bench.admin_token(bench.theirs), "PUT", dept_path("1"),
                           R"({"deptName":"Others"})")
                  .status,
              200);
    EXPECT_EQ(wakes_in_a, 2);
    EXPECT_EQ(wakes_in_root, 1);
    in_a->on_wake({});
    in_root->on_wake({});
}

TEST_F(DepartmentStories, LeavesTheRootWhereItIs) {
    EXPECT_EQ(remove("1").error_code(), "USG.201030006");
    add("a", "1");
    for (auto const* parent : {"a", "1", "none"}) {
        auto const answer = update("1", R"({"parentDeptCode":")" + std::string(parent) + "\"}");
        EXPECT_EQ(answer.error_code(), "USG.000000003") << parent;
    }
    EXPECT_TRUE(show("1").json.at("parentDeptCode").is_null());
}

TEST_F(DepartmentStories, DeletesOnlyWhatIsEmpty) {
    add("a", "1");
    add("b", "a");
    add("seer", "1", R"(,"outPermission":"DESIGNATED_DEPARTMENT","designatedOutDeptCodes":["b"])");
    EXPECT_EQ(remove("a").header("X-Roomkey-Reason"), "department_in_use");
    auto const code = make_code("b");
    EXPECT_EQ(remove("b").header("X-Roomkey-Reason"), "department_in_use");
    auto const codes = bench.send_as(token, "GET", "/v1/usg/dcs/corp/vision/activecode");
    auto const id = std::string(codes.json.at("data").as_array()[0].at("id").as_string().c_str());
    bench.send_as(token, "DELETE", "/v1/usg/dcs/corp/vision/activecode", "[\"" + id + "\"]");
    EXPECT_EQ(remove("b").status, 200);
    EXPECT_EQ(last_audit(), bench.ours.admin_account + " delete_department b ok");
    EXPECT_TRUE(show("seer").json.at("designatedOutDeptCodes").as_array().empty());
    EXPECT_EQ(remove("b").error_code(), "USG.201030000");
    EXPECT_EQ(make_code("b").error_code(), "USG.201030000");
    EXPECT_EQ(remove("a").status, 200);
}

TEST_F(DepartmentStories, FindsByPartOfTheNameAndInTheOrderOfSiblings) {
    add("first", "1", R"(,"sortLevel":1)");
    add("Second", "1", R"(,"sortLevel":2)");
    add("third", "first", R"(,"sortLevel":1)");
    EXPECT_EQ(found("N-"), (Codes{"first", "third", "Second"}));
    EXPECT_EQ(found("SECOND"), Codes{"Second"});
    EXPECT_EQ(found("%25"), Codes{});
    auto const short_form = bench.send_as(bench.sign_in(bench.ours, "m").field("accessToken"),
                                          "GET", "/v1/usg/abs/departments/1");
    boost::json::array const children{
        {{"deptCode", "first"}, {"deptName", "n-first"}, {"isLeafNodes", false}},
        {{"deptCode", "Second"}, {"deptName", "n-Second"}, {"isLeafNodes", true}}};
    EXPECT_EQ(short_form.json.at("childDepts"), children) << short_form.text;
    EXPECT_EQ(show("1").json.at("childDepts").as_array().size(), 2U);
}

TEST_F(DepartmentStories, NeverShowsOrTakesThoseOfAnotherEnterprise) {
    auto const mine = token;
    token = bench.admin_token(bench.theirs);
    add("theirs", "1");
    token = mine;
    EXPECT_EQ(show("theirs").error_code(), "USG.201030000");
    EXPECT_EQ(update("theirs", "{}").error_code(), "USG.201030000");
    EXPECT_EQ(remove("theirs").error_code(), "USG.201030000");
    EXPECT_EQ(add("a", "theirs").error_code(), "USG.201030000");
    EXPECT_EQ(found("theirs"), Codes{});
    EXPECT_EQ(add("theirs", "1").status, 200);
}

TEST_F(DepartmentStories, AreForAdministratorsButForTheShortForm) {
    auto const member = bench.sign_in(bench.ours, "m").field("accessToken");
    std::string const path = "/v1/usg/dcs/corp/dept";
    EXPECT_EQ(bench.send_as(member, "POST", path, R"({"deptName":"x"})").status, 403);
    EXPECT_EQ(bench.send_as(member, "PUT", dept_path("1"), "{}").status, 403);
    EXPECT_EQ(bench.send_as(member, "DELETE", dept_path("1")).status, 403);
    EXPECT_EQ(bench.send_as(member, "GET", "/v1/usg/dcs/member/dept?deptName=x").status, 403);
    EXPECT_EQ(bench.send_as(member, "GET", "/v1/usg/dcs/member/dept/1").status, 403);
    EXPECT_EQ(bench.send_as(member, "GET", "/v1/usg/abs/departments/1").status, 200);
}

TEST_F(DepartmentStories, MakeNoCycleWhenTwoMoveAtOnce) {
    add("a", "1");
    add("b", "1");
    for (int round = 0; round < 10; ++round) {
        int status_of_a = 0;
        std::thread other([&] { status_of_a = update("a", R"({"parentDeptCode":"b"})").status; });
        auto const status_of_b = update("b", R"({"parentDeptCode":"a"})").status;
        other.join();
        EXPECT_EQ(status_of_a + status_of_b, 600);
        EXPECT_EQ(show("a").number("deptLevel") + show("b").number("deptLevel"), 5);
        auto const* const moved = status_of_a == 200 ? "a" : "b";
        EXPECT_EQ(update(moved, R"({"parentDeptCode":"1"})").status, 200);
    }
}

}  // namespace
}  // namespace roomkey
