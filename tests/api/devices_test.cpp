#include "tests/api/device_bench.hpp"

namespace roomkey {
namespace {

class DeviceStories : public DeviceBench {};

/// The serial numbers of a page, in order.
std::string found_in(Answer const& answer) {
    std::string found;
    for (auto const& each : answer.json.at("data").as_array()) {
        found += (found.empty() ? "" : " ") + std::string(each.at("sn").as_string());
    }
    return found;
}

TEST_F(DeviceStories, AreAddedWithAllThatIsSaidOfThem) {
    auto const added =
        add("2102310WWP", R"(,"prjCodeMode":2,"deptCode":"1","country":"chinaPR",)"
                          R"("phone":"17312349092","description":"D","status":1,"sendNotify":"1")");
    auto const root = added.field("deptName");
    auto const account = added.field("account");
    boost::json::object const expected{
        {"name", "Hall"},
        {"type", "TE"},
        {"model", "TE20"},
        {"sn", "2102310WWP"},
        {"account", account},
        {"number", added.field("number")},
        {"prjCodeMode", 2},
        {"deptCode", "1"},
        {"deptName", root},
        {"deptNamePath", root},
        {"phone", "+8617312349092"},
        {"country", "chinaPR"},
        {"email", "hall@example.com"},
        {"description", "D"},
        {"status", 1},
    };
    EXPECT_EQ(added.json, expected) << added.text;
    EXPECT_EQ(account.size(), 32U);
    EXPECT_EQ(added.field("number").size(), 16U);
    EXPECT_EQ(show("2102310WWP").json, expected);
    EXPECT_EQ(get(devices).json.at("data").at(0), expected);
    EXPECT_EQ(last_audit(), "add_device " + account +
                                " 2102310WWP h***@example.com "
                                "+86173****9092 ok");

    auto const plain = post(devices, R"({"name":"N","model":"polycom","email":"a@b.c"})");
    EXPECT_EQ(plain.field("type"), "3rd");
    EXPECT_EQ(plain.field("sn"), "");
    EXPECT_EQ(plain.number("prjCodeMode"), 0);
    EXPECT_EQ(plain.number("status"), 0);
}

TEST_F(DeviceStories, WithoutASerialNumberTakeThatOfTheDevice) {
    auto const added = post(devices, R"({"name":"N","model":"DP300","email":"a@b.c"})");
    ASSERT_EQ(added.status, 200) << added.text;
    add("SN2");
    auto const found = bench.store->read(
        [&](Reader& reader) { return find_terminal(reader, added.field("account")); });
    auto const secret = code_of(**found);
    // One that no path can name, and one of another hard terminal.
    for (auto const* const other : {"5CG/1234", "SN2"}) {
        EXPECT_EQ(bench.activate(secret, other).header("X-Roomkey-Reason"), "code_device_mismatch");
    }
    // Nor can one that many devices have name it.
    auto const nameless = post(devices, R"({"name":"N","model":"DP300","email":"a@b.c"})");
    auto const other = bench.store->read(
        [&](Reader& reader) { return find_terminal(reader, nameless.field("account")); });
    EXPECT_EQ(bench.activate(code_of(**other), "0123456789").status, 200);
    EXPECT_EQ(show("0123456789").status, 400);
    ASSERT_EQ(bench.activate(secret, "SN1").status, 200);
    EXPECT_EQ(show("SN1").field("account"), added.field("account"));
    EXPECT_EQ(found_in(get(devices + "?searchKey=N1")), "SN1");
    EXPECT_EQ(reset("SN1").status, 200);
    EXPECT_EQ(bench.activate(code("SN1"), "SN3").status, 400);
}

TEST_F(DeviceStories, ShowTheirModelAsAUserWhetherTheyAreBoundOrNot) {
    auto const account = add("SN1").field("account");
    auto const model = [&] {
        auto const shown = get("/v1/usg/dcs/corp/member/" + account);
        return shown.json.at("devType").at("model");
    };
    EXPECT_EQ(model(), "TE20");
    bind("SN1");
    EXPECT_EQ(model(), "TE20");
    // Others have no model before they are bound.
    auto const room = bench.make_terminal(bench.ours);
    EXPECT_TRUE(
        get("/v1/usg/dcs/corp/member/" + room.account).json.at("devType").at("model").is_null());
}

TEST_F(DeviceStories, AreSentNothingIfTheRequestSaysSo) {
    add("SN1", R"(,"sendNotify":"0")");
    EXPECT_TRUE(bench.notices(terminal("SN1").user.id).empty());
    EXPECT_NE(code("SN1"), "");
    // Models that are not activated by a code.
    post(devices, R"({"name":"N","model":"CISCO","sn":"SN2","email":"a@b.c"})");
    EXPECT_EQ(terminal("SN2").model, "cisco");
    EXPECT_EQ(code("SN2"), "");
    EXPECT_TRUE(bench.notices(terminal("SN2").user.id).empty());
    EXPECT_EQ(bench.notifications, 0);
    add("SN3", R"(,"sendNotify":"no")");
    EXPECT_EQ(bench.notices(terminal("SN3").user.id).size(), 1U);
}

TEST_F(DeviceStories, AreRefusedByTheTable) {
    add("SN1");
    struct Row {
        std::string body;
        std::string reason;
        std::string message_has;
    };
    for (auto const& row : std::vector<Row>{
             {R"("model":"TE20","sn":"SN1","email":"a@b.c")", "serial_number_exists", "SN1"},
             {R"("model":"toaster","email":"a@b.c")", "invalid_parameter", "TE10, TE20"},
             {R"("model":"TE20")", "invalid_parameter", "email"},
             {R"("model":"TE20","email":"","phone":"")", "invalid_parameter", "email"},
             {R"("model":"TE20","email":"nonsense")", "invalid_parameter", "email"},
             {R"("model":"TE20","phone":"+4412","country":"chinaPR")", "invalid_parameter",
              "phone"},
             {R"("model":"TE20","phone":"17312349092","country":"atlantis")", "invalid_parameter",
              "country"},
             {R"("model":"TE20","email":"a@b.c","country":"atlantis")", "invalid_parameter",
              "country"},
             {R"("model":"TE20","email":"a@b.c","deptCode":"none")", "department_unknown", "none"},
         }) {
        SCOPED_TRACE(row.body);
        auto const answer = post(devices, R"({"name":"N",)" + row.body + '}');
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), row.reason);
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos)
            << answer.text;
    }
    EXPECT_EQ(get(devices).number("count"), 1);
    EXPECT_EQ(bench.notifications, 1);
}

TEST_F(DeviceStories, NeedAnEmailWhereSmsIsOff) {
    CorpChange change;
    change.enable_sms = false;
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    std::string const phone = R"({"name":"N","model":"TE20","sn":"SN1","phone":"17312349092")";
    EXPECT_EQ(post(devices, phone + '}').status, 400);
    EXPECT_EQ(post(devices, phone + R"(,"email":"a@b.c"})").status, 200);
    EXPECT_EQ(bench.notices(terminal("SN1").user.id).size(), 1U);
    EXPECT_EQ(reset("SN1", R"({"smsNumber":"17312349092"})").status, 400);
    EXPECT_EQ(reset("SN1", R"({"smsNumber":"17312349092","emailAddr":"a@b.c"})").status, 200);
}

TEST_F(DeviceStories, AreOfOneEnterprise) {
    add("SN1");
    auto const their_token = bench.admin_token(bench.theirs);
    EXPECT_EQ(bench.send_as(their_token, "POST", devices, device("SN1")).status, 200);
    EXPECT_EQ(bench.send_as(their_token, "POST", devices, device("SN9")).status, 200);
    EXPECT_EQ(get(devices).number("count"), 1);
    EXPECT_NE(show("SN1").field("account"),
              bench.send_as(their_token, "GET", devices + "/SN1").field("account"));
    for (auto const* const unknown : {"SN9", "SN8"}) {
        SCOPED_TRACE(unknown);
        auto const list = "[\"SN1\",\"" + std::string(unknown) + "\"]";
        for (auto const& answer :
             {show(unknown), put(devices + '/' + unknown, R"({"name":"N"})"), reset(unknown),
              post(devices + "/delete", list), put(devices + "/status/1", list)}) {
            EXPECT_EQ(answer.error_code(), "USG.201050000");
            EXPECT_NE(answer.field("error_msg").find(unknown), std::string::npos);
        }
    }
    EXPECT_EQ(show("SN1").number("status"), 0);
}

TEST_F(DeviceStories, AreFoundByPartOfNameAndSerialNumberModelAndDepartment) {
    post("/v1/usg/dcs/corp/dept", R"({"deptName":"Sales","deptCode":"sales"})");
    add("AB_1");
    add("CD_1", R"(,"deptCode":"sales","phone":"17312349092")");
    post(devices, R"({"name":"Cabin","model":"polycom","sn":"EF_1","email":"a@b.c"})");
    auto const room = bench.make_terminal(bench.ours, "Hall").account;
    for (auto const& account : {terminal("CD_1").user.account, room}) {
        auto const labels = "/v1/roomkey/terminals/" + account + "/labels";
        EXPECT_EQ(put(labels, R"({"tags":["Lobby"]})").status, 200);
    }
    for (auto const& [query, expected] : std::vector<std::pair<std::string, std::string>>{
             {"", "EF_1 CD_1 AB_1"},
             {"?tag=lobby", "CD_1"},
             {"?tag=lob", ""},
             {"?tag=lobby&model=polycom", ""},
             {"?searchKey=ab", "EF_1 AB_1"},
             {"?searchKey=_1", "EF_1 CD_1 AB_1"},
             {"?searchKey=cd_", "CD_1"},
             {"?searchKey=HALL", "CD_1 AB_1"},
             {"?searchKey=example.com", ""},
             {"?searchKey=9092", ""},
             {"?searchKey=&model=", "EF_1 CD_1 AB_1"},
             {"?model=te20", "CD_1 AB_1"},
             {"?model=TE2", ""},
             {"?model=TE20&searchKey=ab", "AB_1"},
             {"?deptCode=sales", "CD_1"},
             {"?deptCode=1", "EF_1 CD_1 AB_1"},
             {"?enableSubDept=false", "EF_1 AB_1"},
             {"?deptCode=none", ""},
         }) {
        EXPECT_EQ(found_in(get(devices + query)), expected) << query;
    }
}

TEST_F(DeviceStories, AreChangedExceptForModelAndSerialNumber) {
    add("SN1", R"(,"phone":"17312349092","description":"D")");
    auto const credential = bind("SN1");
    auto const before = show("SN1").json.as_object();
    auto const stream = bench.send_as(credential, "GET", "/v1/terminal/events").reply.stream;
    stream->next();
    ASSERT_EQ(put(devices + "/SN1", R"({"name":"Attic","model":"TE10","sn":"SN2"})").status, 200);
    EXPECT_EQ(stream->next().text.substr(0, 15), "event: updated\n");
    auto expected = before;
    expected["name"] = "Attic";
    EXPECT_EQ(show("SN1").json, expected);
    EXPECT_EQ(put(devices + "/SN1",
                  R"({"prjCodeMode":1,"phone":"","description":"","email":"b@c.d","name":""})")
                  .text,
              "");
    expected["prjCodeMode"] = 1;
    expected["phone"] = expected["country"] = expected["description"] = "";
    expected["email"] = "b@c.d";
    EXPECT_EQ(show("SN1").json, expected);
    EXPECT_EQ(put(devices + "/SN1", R"({"email":""})").status, 400);
    EXPECT_EQ(put(devices + "/SN1", R"({"deptCode":"none"})").error_code(), "USG.201030000");
    EXPECT_EQ(show("SN1").json, expected);
    EXPECT_EQ(reason_for_device(credential), "");
    ASSERT_EQ(put(devices + "/SN1", R"({"status":1})").status, 200);
    EXPECT_EQ(reason_for_device(credential), "terminal_unbound");
}

TEST_F(DeviceStories, AreUnboundWhenTheyAreDisabledOrDeleted) {
    add("SN1");
    add("SN2");
    add("SN3");
    auto const first = bind("SN1");
    auto const second = bind("SN2");
    auto const stream = bench.send_as(first, "GET", "/v1/terminal/events").reply.stream;
    stream->next();
    ASSERT_EQ(put(devices + "/status/1", R"(["SN1","SN3","SN1"])").status, 200);
    EXPECT_NE(stream->next().text.find(R"("reason":"disabled")"), std::string::npos);
    EXPECT_EQ(reason_for_device(first), "terminal_unbound");
    EXPECT_EQ(bench.activate(code("SN3"), "SN3").header("X-Roomkey-Reason"), "account_disabled");
    ASSERT_EQ(put(devices + "/status/0", R"(["SN1","SN2","SN3"])").status, 200);
    EXPECT_EQ(reason_for_device(first), "terminal_unbound");
    EXPECT_EQ(reason_for_device(second), "");

    ASSERT_EQ(post(devices + "/delete", R"(["SN2","SN3"])").status, 200);
    EXPECT_EQ(reason_for_device(second), "terminal_unbound");
    EXPECT_EQ(get(devices).number("count"), 1);
    add("SN2");
}

TEST_F(DeviceStories, ShowTheirModels) {
    auto const answer = get("/v1/usg/dcs/termdevtype");
    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const& models = answer.json.as_array();
    EXPECT_EQ(models.size(), hard_terminal_models().size());
    boost::json::value const expected{{"type", "TE"},
                                      {"model", "TE10"},
                                      {"enableActiveCode", true},
                                      {"resolution", "720P"},
                                      {"supportProjectionCode", true},
                                      {"supportSVC", true}};
    EXPECT_EQ(models.front(), expected);
    EXPECT_TRUE(models.back().at("supportSVC").is_null());
    EXPECT_FALSE(models.back().at("enableActiveCode").as_bool());
}

TEST_F(DeviceStories, AreRegisteredWhileTheyAreSeen) {
    auto const number = add("SN1").field("number");
    auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
    auto const states = [&](std::string const& asker, std::string const& asked) {
        std::string text;
        auto const answer =
            bench.send_as(asker, "POST", "/v1/usg/acs/ap/userstatus", "[\"" + asked + "\"]");
        EXPECT_EQ(answer.status, 200) << answer.text;
        auto const& state = answer.json.at(0);
        for (auto const* const name : {"Number", "RegStatus", "CallStatus"}) {
            text += (text.empty() ? "" : " ") + std::string(state.at(name).as_string());
        }
        return text;
    };
    EXPECT_EQ(states(member, number), "tel:" + number + " 1 0");
    auto const credential = bind("SN1");
    EXPECT_EQ(states(member, number), "tel:" + number + " 0 1");
    EXPECT_EQ(states(token, "tel:" + number), "tel:" + number + " 0 1");
    bench.clock.advance(seen_lately - std::chrono::milliseconds{1});
    EXPECT_EQ(states(token, number), "tel:" + number + " 0 1");
    bench.clock.advance(std::chrono::milliseconds{1});
    EXPECT_EQ(states(token, number), "tel:" + number + " 1 0");
    // An event stream says that the device is there, without another request.
    auto const stream = bench.send_as(credential, "GET", "/v1/terminal/events").reply.stream;
    stream->on_wake([] {});
    stream->next();
    for (int hour = 0; hour < 3; ++hour) {
        bench.clock.advance(std::chrono::minutes{20});
        stream->next();
        EXPECT_EQ(states(token, number), "tel:" + number + " 0 1");
    }
    stream->on_wake({});
    EXPECT_EQ(reset("SN1").status, 200);
    EXPECT_EQ(states(token, number), "tel:" + number + " 1 0");

    auto const theirs = bench.admin_token(bench.theirs);
    EXPECT_EQ(states(theirs, number), number + " 1 3");
    EXPECT_EQ(states(token, "+99"), "+99 1 3");
    EXPECT_EQ(states(token, bench.ours.admin_account), bench.ours.admin_account + " 1 3");
}

}  // namespace
}  // namespace roomkey
