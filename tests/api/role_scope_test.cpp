#include <gtest/gtest.h>

#include "tests/api/role_bench.hpp"

namespace roomkey {
namespace {

/// Roles of departments.
class RoleScopes : public RoleBench {
protected:
    /// Terminals in each department: the accounts are as many words of `accounts`.
    CreatedTerminal const top = room("Top", "1");
    CreatedTerminal const shop = room("Shop", "sales");
    CreatedTerminal const pole = room("Pole", "north");
    CreatedTerminal const bench_room = room("Bench", "lab");
};

TEST_F(RoleScopes, ReachADepartmentAndAllBelowIt) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    EXPECT_EQ(reason(reset(token, shop.account)), "200");
    EXPECT_EQ(reason(reset(token, pole.account)), "200");
    EXPECT_EQ(reason(reset(token, top.account)), "account_unknown");
    EXPECT_EQ(reason(reset(token, bench_room.account)), "account_unknown");
    give("ada", "help_desk", R"("north","lab")");
    EXPECT_EQ(reason(reset(token, shop.account)), "account_unknown");
    EXPECT_EQ(reason(reset(token, pole.account)), "200");
    EXPECT_EQ(reason(reset(token, bench_room.account)), "200");
}

TEST_F(RoleScopes, AreRefusedAsForWhatDoesNotExist) {
    auto const token = holder("ada", "administrator", R"("sales")");
    auto const unlike = [&](std::string const& account) {
        auto text = as(token, "PUT", reset_target(account), "{}").text;
        // But for the id of the request, which is empty here, and the account itself.
        for (auto at = text.find(account); at != std::string::npos; at = text.find(account)) {
            text.replace(at, account.size(), "X");
        }
        return text;
    };
    EXPECT_EQ(unlike(bench_room.account), unlike("room_nobody"));
    auto const code_of = [&](CreatedTerminal const& room) {
        return as(token, "DELETE", codes, "[\"" + room.code_id.value + "\"]");
    };
    EXPECT_EQ(reason(code_of(bench_room)), "code_id_unknown");
    EXPECT_EQ(reason(code_of(shop)), "200");
    EXPECT_EQ(reason(as(token, "GET", members + '/' + bench_room.account)), "account_unknown");
    EXPECT_EQ(reason(as(token, "GET", members + '/' + pole.account)), "200");
}

TEST_F(RoleScopes, FilterListsAndTheirCounts) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    EXPECT_EQ(listed(admin, codes, "devName"), "4: Bench Pole Shop Top");
    EXPECT_EQ(listed(token, codes, "devName"), "2: Pole Shop");
    EXPECT_EQ(listed(token, codes + "?limit=1", "devName"), "2: Pole");
    EXPECT_EQ(listed(token, codes + "?limit=1&offset=1", "devName"), "2: Shop");
    EXPECT_EQ(listed(token, codes + "?searchKey=o", "devName"), "2: Pole Shop");
    EXPECT_EQ(listed(token, codes + "?searchKey=bench", "devName"), "0:");
    EXPECT_EQ(listed(token, codes + "?searchKey=" + bench_room.code.reveal(), "devName"), "0:");
    EXPECT_EQ(listed(token, codes + "?searchKey=" + shop.code.reveal(), "devName"), "1: Shop");
    auto const part = bench_room.code.reveal().substr(1, 8);
    EXPECT_EQ(listed(token, codes + "?searchKey=" + part, "devName"), "0:");
    EXPECT_EQ(listed(token, rooms), "2: Pole Shop");
    EXPECT_EQ(listed(token, rooms + "&limit=1&offset=1"), "2: Shop");
    EXPECT_EQ(listed(token, rooms + "&searchKey=sho"), "1: Shop");
    EXPECT_EQ(listed(token, rooms + "&searchKey=top"), "0:");
    EXPECT_EQ(listed(token, rooms + "&deptCode=north"), "1: Pole");
    EXPECT_EQ(listed(token, rooms + "&deptCode=lab"), "0:");
    EXPECT_EQ(listed(token, rooms + "&deptCode=1"), "2: Pole Shop");
    give("ada", "help_desk", R"("north","lab")");
    EXPECT_EQ(listed(token, rooms), "2: Bench Pole");
    give("ada", "help_desk");
    EXPECT_EQ(listed(token, rooms), "4: Bench Pole Shop Top");
}

TEST_F(RoleScopes, FilterMessages) {
    auto const of_shop = notice_of(bench, shop);
    auto const of_bench = notice_of(bench, bench_room);
    auto const token = holder("ada", "help_desk", R"("sales")");
    std::string const notices = "/v1/roomkey/notices";
    auto const messages = [&](std::string const& of, std::string const& query = {}) {
        return listed(of, notices + query, "devName");
    };
    EXPECT_EQ(messages(admin), "2: Bench Shop");
    EXPECT_EQ(messages(token), "1: Shop");
    EXPECT_EQ(messages(token, "?state=queued"), "1: Shop");
    EXPECT_EQ(messages(token, "?state=failed"), "0:");
    EXPECT_EQ(messages(token, "?account=" + shop.account), "1: Shop");
    EXPECT_EQ(messages(token, "?account=" + bench_room.account), "0:");
    auto const resend = [&](std::string const& id) {
        return reason(as(token, "POST", notices + '/' + id + "/resend", "{}"));
    };
    EXPECT_EQ(resend(of_bench), "notice_unknown");
    EXPECT_EQ(resend(of_shop), "200");
    EXPECT_EQ(messages(token, "?limit=1"), "2: Shop");
}

TEST_F(RoleScopes, CreateAndMoveWithinThemselves) {
    auto const operator_token = holder("ada", "operator", R"("sales")");
    EXPECT_EQ(reason(create(operator_token, "sales")), "200");
    EXPECT_EQ(reason(create(operator_token, "north")), "200");
    EXPECT_EQ(reason(create(operator_token, "lab")), "department_unknown");
    EXPECT_EQ(reason(create(operator_token, "1")), "department_unknown");
    EXPECT_EQ(reason(create(operator_token, "none")), "department_unknown");
    auto const token = holder("bob", "administrator", R"("sales")");
    auto const move = [&](CreatedTerminal const& room, std::string const& to) {
        return reason(
            as(token, "PUT", members + '/' + room.account, R"({"deptCode":")" + to + "\"}"));
    };
    EXPECT_EQ(move(shop, "north"), "200");
    EXPECT_EQ(move(shop, "lab"), "department_unknown");
    EXPECT_EQ(move(bench_room, "sales"), "account_unknown");
}

TEST_F(RoleScopes, ChangeDepartmentsWithinThemselves) {
    auto const token = holder("ada", "administrator", R"("sales")");
    std::string const dept = "/v1/usg/dcs/corp/dept";
    auto const add = [&](std::string const& code, std::string const& parent) {
        return reason(as(
            token, "POST", dept,
            R"({"deptName":"x","deptCode":")" + code + R"(","parentDeptCode":")" + parent + "\"}"));
    };
    auto const update = [&](std::string const& code, std::string const& body) {
        return reason(as(token, "PUT", dept + '/' + code, body));
    };
    EXPECT_EQ(add("south", "sales"), "200");
    EXPECT_EQ(add("cellar", "lab"), "department_unknown");
    EXPECT_EQ(add("attic", "1"), "department_unknown");
    EXPECT_EQ(update("north", R"({"parentDeptCode":"south"})"), "200");
    EXPECT_EQ(update("north", R"({"parentDeptCode":"1"})"), "department_unknown");
    EXPECT_EQ(update("sales", R"({"deptName":"Sales and more"})"), "200");
    EXPECT_EQ(update("lab", R"({"deptName":"x"})"), "department_unknown");
    EXPECT_EQ(update("1", R"({"deptName":"x"})"), "department_unknown");
    EXPECT_EQ(reason(as(token, "DELETE", dept + "/lab")), "department_unknown");
    EXPECT_EQ(reason(as(token, "GET", "/v1/usg/dcs/member/dept/lab")), "department_unknown");
    EXPECT_EQ(reason(as(token, "GET", "/v1/usg/dcs/member/dept/south")), "200");
    auto const found = [&](std::string const& name) {
        return as(token, "GET", "/v1/usg/dcs/member/dept?deptName=" + name).json.as_array().size();
    };
    EXPECT_EQ(found("nor"), 1U);
    EXPECT_EQ(found("lab"), 0U);
}

TEST_F(RoleScopes, FollowTheTree) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    ASSERT_EQ(move_department("lab", "north").status, 200);
    EXPECT_EQ(reason(reset(token, bench_room.account)), "200");
    EXPECT_EQ(listed(token, rooms), "3: Bench Pole Shop");
    ASSERT_EQ(move_department("north", "1").status, 200);
    EXPECT_EQ(reason(reset(token, bench_room.account)), "account_unknown");
    EXPECT_EQ(listed(token, rooms), "1: Shop");
}

TEST_F(RoleScopes, KeepTheirDepartments) {
    holder("ada", "help_desk", R"("lab","north")");
    auto const remove = [&](std::string const& code) {
        return reason(as(admin, "DELETE", "/v1/usg/dcs/corp/dept/" + code));
    };
    add_department("la", "1");
    EXPECT_EQ(remove("la"), "200") << "its code is a part of another's";
    ASSERT_TRUE(bench.services->users.remove(bench_room.account).ok());
    EXPECT_EQ(remove("lab"), "department_in_use");
    give("ada", "help_desk", R"("north")");
    EXPECT_EQ(remove("lab"), "200");
}

TEST_F(RoleScopes, RepeatNothingThatHasLeftThem) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    auto const reset_once = [&] {
        return bench.send_as(token, "PUT", reset_target(shop.account), "{}",
                             {{"Idempotency-Key", "k"}});
    };
    auto const first = reset_once();
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(reset_once().text, first.text);
    give("ada", "help_desk", R"("lab")");
    EXPECT_EQ(reason(reset_once()), "account_unknown");
}

TEST_F(RoleScopes, HidePhonesAsFromAnybody) {
    auto const token = holder("warden", "administrator", R"("sales")");
    for (auto const* const name : {"eve", "bob"}) {
        join(name);
        auto const body = std::string(R"({"phone":"+8613800138000","country":"chinaPR",)") +
                          R"("deptCode":")" + (name[0] == 'e' ? "sales" : "lab") + "\"}";
        auto const updated = as(admin, "PUT", members + '/' + name, body);
        EXPECT_EQ(updated.status, 200) << updated.text;
    }
    auto const phone_of = [&](std::string const& name) {
        auto const id = as(admin, "GET", members + '/' + name).field("id");
        auto const book = as(token, "POST", "/v1/usg/abs/users/list", R"([{"id":")" + id + "\"}]");
        return std::string(book.json.at(0).at("phone").as_string());
    };
    EXPECT_EQ(phone_of("eve"), "+8613800138000");
    EXPECT_NE(phone_of("bob"), "+8613800138000");
}

}  // namespace
}  // namespace roomkey
