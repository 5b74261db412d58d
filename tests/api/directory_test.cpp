#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* users_path = "/v1/usg/dcs/corp/member";
constexpr char const* codes_path = "/v1/usg/dcs/corp/vision/activecode";

std::vector<std::string> texts(Answer const& answer, std::string_view field) {
    std::vector<std::string> values;
    for (auto const& row : answer.json.at("data").as_array()) {
        values.emplace_back(row.at(field).as_string().c_str());
    }
    return values;
}

class Directory : public testing::Test {
protected:
    Answer get(std::string const& target) { return bench.send_as(token, "GET", target); }

    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
};

TEST_F(Directory, ReadsQueriesAsFormsAreEncoded) {
    bench.make_terminal(bench.ours, "Board room");
    bench.make_terminal(bench.ours, "Board+room");
    bench.make_terminal(bench.ours, "Level +1 east");
    auto const found = [&](std::string const& key) {
        return texts(get(std::string(codes_path) + "?searchKey=" + key), "devName");
    };
    EXPECT_EQ(found("Board+room"), std::vector<std::string>{"Board room"});
    EXPECT_EQ(found("Board%20room"), std::vector<std::string>{"Board room"});
    EXPECT_EQ(found("Board%2Broom"), std::vector<std::string>{"Board+room"});
    // As an unencoded phone number begins.
    EXPECT_EQ(found("+1+east"), std::vector<std::string>{"Level +1 east"});
    EXPECT_EQ(found("Level+%2B1"), std::vector<std::string>{"Level +1 east"});
    EXPECT_EQ(found("Level++1"), std::vector<std::string>{});
}

TEST_F(Directory, CreatesATerminalThatCanBeFoundAndActivated) {
    auto const answer = bench.send_as(
        token, "POST", codes_path,
        R"({"devType":"idea-hub","devName":"海淀 3 层","emailAddr":"a@b.c","description":"d"})");
    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const code = answer.field("activeCode");
    auto const codes = get(codes_path);
    ASSERT_EQ(codes.number("count"), 1);
    auto const& row = codes.json.at("data").as_array()[0].as_object();
    EXPECT_EQ(row.at("activeCode").as_string(), code);
    EXPECT_EQ(row.at("devName").as_string(), "海淀 3 层");
    EXPECT_EQ(row.at("devType").as_string(), "idea-hub");
    EXPECT_EQ(row.at("deptCode").as_string(), "1");
    EXPECT_EQ(row.at("expireDate").as_int64(),
              unix_milliseconds(bench.clock.now() + code_validity_default));
    EXPECT_EQ(row.at("id").as_string().size(), 32U);
    EXPECT_EQ(bench.notifications, 1);

    // Not among users until it is active, unless asked for.
    EXPECT_EQ(get(std::string(users_path) + "?userType=13").number("count"), 0);
    auto const issued = get(std::string(users_path) + "?userType=13&containsUnActive=true");
    ASSERT_EQ(issued.number("count"), 1);
    auto const& user = issued.json.at("data").as_array()[0].as_object();
    EXPECT_EQ(user.size(), 25U);
    EXPECT_EQ(user.at("activeCode").as_string(), code);
    EXPECT_TRUE(user.at("activeTime").is_null());
    EXPECT_EQ(user.at("desc").as_string(), "d");

    ASSERT_EQ(bench.activate(code).status, 200);
    EXPECT_EQ(get(codes_path).number("count"), 0);
    auto const active = get(std::string(users_path) + "?userType=12,13&userType=14");
    ASSERT_EQ(active.number("count"), 1);
    auto const& bound = active.json.at("data").as_array()[0].as_object();
    EXPECT_TRUE(bound.at("activeCode").is_null());
    EXPECT_TRUE(bound.at("activeCodeExpireTime").is_null());
    EXPECT_EQ(bound.at("activeTime").as_int64(), unix_milliseconds(bench.clock.now()));
    auto const account = std::string(bound.at("userAccount").as_string().c_str());
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(account)).status, 200);
}

TEST_F(Directory, RefusesToCreateByTheTable) {
    struct Row {
        std::string name;
        std::string body;
        std::string code;
        std::string message_has;
    };
    auto const named = [](std::string const& name, std::string const& rest) {
        return R"({"devType":"idea-hub","devName":")" + name + "\"," + rest + "}";
    };
    std::string const mail = R"("emailAddr":"a@b.c")";
    for (auto const& row : std::vector<Row>{
             {"no contact", named("a", R"("description":"")"), "USG.000000003", "emailAddr"},
             {"phone of mainland China", named("a", R"("smsNumber":"+8617300009092")"), "", ""},
             {"phone of elsewhere", named("a", R"("smsNumber":"+12025550100")"), "USG.000000003",
              "emailAddr"},
             {"unknown department", named("a", mail + R"(,"deptCode":"77")"), "USG.201030000",
              "77"},
         }) {
        SCOPED_TRACE(row.name);
        auto const before = get(codes_path).number("count");
        auto const answer = bench.send_as(token, "POST", codes_path, row.body);
        EXPECT_EQ(answer.status, row.code.empty() ? 200 : 400) << answer.text;
        EXPECT_EQ(answer.error_code(), row.code);
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos);
        EXPECT_EQ(get(codes_path).number("count"), before + (row.code.empty() ? 1 : 0));
    }
}

TEST_F(Directory, SearchesCodesByNameTypeAndWholeCode) {
    auto const first = bench.make_terminal(bench.ours, "North 50%");
    bench.make_terminal(bench.ours, "South_会议", DeviceType::smart_rooms);
    bench.make_terminal(bench.theirs, "North of theirs");
    auto const found = [&](std::string const& query) {
        return texts(get(std::string(codes_path) + "?" + query), "devName");
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(found("searchKey=north"), Names{"North 50%"});
    EXPECT_EQ(found("searchKey=%E4%BC%9A"), Names{"South_会议"});
    EXPECT_EQ(found("searchKey=%25"), Names{"North 50%"});
    EXPECT_EQ(found("searchKey=_"), Names{"South_会议"});
    EXPECT_EQ(found("searchKey=" + first.code.reveal()), Names{"North 50%"});
    EXPECT_EQ(found("devType=smart-rooms"), Names{"South_会议"});
    EXPECT_EQ(found("searchKey=&devType="), (Names{"South_会议", "North 50%"}));
}

TEST_F(Directory, PagesFromTheNewestToTheOldest) {
    for (int i = 0; i < 5; ++i) bench.make_terminal(bench.ours, "Room " + std::to_string(i));
    auto const page = get(std::string(codes_path) + "?offset=2&limit=2");
    EXPECT_EQ(texts(page, "devName"), (std::vector<std::string>{"Room 2", "Room 1"}));
    EXPECT_EQ(page.number("offset"), 2);
    EXPECT_EQ(page.number("limit"), 2);
    EXPECT_EQ(page.number("count"), 5);
}

TEST_F(Directory, DeletesCodesAllOrNone) {
    auto const fresh = bench.make_terminal(bench.ours, "Fresh");
    auto const used = bench.make_terminal(bench.ours, "Used");
    bench.bind(used);
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(used.account)).status, 200);
    auto const foreign = bench.make_terminal(bench.theirs);
    auto const codes = get(codes_path);
    auto const ids = texts(codes, "id");
    auto const array = [](std::vector<std::string> const& items) {
        std::string text = "[";
        for (auto const& item : items) text += (text.size() > 1 ? ",\"" : "\"") + item + "\"";
        return text + "]";
    };
    for (auto const& bad : {foreign.code_id.value, std::string(32, '0'), std::string("x")}) {
        auto const refused = bench.send_as(token, "DELETE", codes_path, array({ids[0], bad}));
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.error_code(), "USG.201050012");
        EXPECT_NE(refused.field("error_msg").find(bad), std::string::npos);
        EXPECT_EQ(get(codes_path).number("count"), 2);
    }
    auto const deleted = bench.send_as(
        token, "DELETE", codes_path,
        array(std::vector<std::string>(99, ids[0])).replace(0, 1, "[\"" + ids[1] + "\","));
    EXPECT_EQ(deleted.status, 200) << deleted.text;
    EXPECT_EQ(deleted.text, "");
    EXPECT_EQ(get(codes_path).number("count"), 0);
    EXPECT_EQ(bench.activate(fresh.code.reveal()).error_code(), "USG.201050012");
    // Never active: gone with its code. Active before: still there, to be reset.
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(fresh.account)).error_code(),
              "USG.201040000");
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(used.account)).status, 200);
}

TEST_F(Directory, SearchesUsersOfTheOwnEnterpriseOnly) {
    bench.sign_in(bench.ours, "zhang@third");
    bench.sign_in(bench.theirs, "wang@third");
    auto const all = get(users_path);
    EXPECT_EQ(all.number("count"), 2);
    EXPECT_EQ(get(std::string(users_path) + "?searchKey=wang").number("count"), 0);
    EXPECT_EQ(get(std::string(users_path) + "?searchKey=ZHANG").number("count"), 1);
    EXPECT_EQ(get(std::string(users_path) + "?adminType=2").number("count"), 1);
    EXPECT_EQ(get(std::string(users_path) + "?status=1").number("count"), 0);
    EXPECT_EQ(get(std::string(users_path) + "?deptCode=1&enableSubDept=0").number("count"), 2);
    EXPECT_EQ(get(std::string(users_path) + "?sortField=adminType&isAsc=true&")
                  .json.at("data")
                  .as_array()[0]
                  .at("adminType")
                  .as_int64(),
              0);
}

TEST(Routing, AnswersUnknownPathsAndMethodsInTheSameShape) {
    ApiBench bench;
    auto const unknown = bench.send("GET", "/v1/nothing");
    EXPECT_EQ(unknown.status, 404);
    auto const method = bench.send("PATCH", codes_path);
    EXPECT_EQ(method.status, 405);
    EXPECT_EQ(method.header("Allow"), "POST, GET, HEAD, DELETE");
    for (auto const* answer : {&unknown, &method}) {
        EXPECT_EQ(answer->json.get_object().size(), 3U);
        EXPECT_EQ(answer->error_code(), "USG.000000003");
        EXPECT_NE(answer->field("error_msg"), "");
    }
    auto const document = bench.send("GET", "/openapi.json");
    EXPECT_EQ(document.status, 200);
    EXPECT_EQ(document.field("openapi"), "3.1.0");
}

}  // namespace
}  // namespace roomkey
