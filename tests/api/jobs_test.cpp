#include <set>

#include "storage/sql/job/jobs.hpp"
#include "tests/api/job_bench.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

class JobsTest : public JobBench {};

TEST_F(JobsTest, MakeTerminalsFromATable) {
    auto const id = create({{"kind", "create-terminals"},
                            {"csv",
                             "\xEF\xBB\xBF终端名称;Terminal type;emailAddr\r\n"
                             "Hall;idea-hub;hall@example.com\r\n"
                             "Attic;toaster;attic@example.com\r\n"
                             "Cellar;idea-hub;\r\n"
                             "\"Room \"\"7\"\"\";huawei-vision;seven@example.com\r\n"}});
    EXPECT_EQ(rows(id), (std::vector<std::string>{"1  ready", "2  invalid invalid_parameter",
                                                  "3  invalid invalid_parameter", "4  ready"}));
    EXPECT_NE(messages(id)[1].find("devType has an unknown value"), std::string::npos);
    EXPECT_NE(messages(id)[2].find("emailAddr is missing"), std::string::npos);
    auto const earlier = bench.notifications;

    start(id);
    run();

    auto const shown = show(id);
    EXPECT_EQ(shown.field("state"), "finished");
    EXPECT_EQ(shown.number("done"), 2);
    EXPECT_EQ(shown.number("invalid"), 2);
    EXPECT_EQ(shown.number("rows"), 4);
    EXPECT_GT(bench.notifications, earlier);
    auto const made = recorded(id, "create_code");
    ASSERT_EQ(made.size(), 2U);
    for (auto const& [account, count] : made) {
        EXPECT_EQ(count, 1);
        auto const of_account = bench.notices(user(account).id);
        ASSERT_EQ(of_account.size(), 1U);
        EXPECT_EQ(of_account[0].channel, Channel::email);
    }
    EXPECT_EQ(user(made.begin()->first).department_code, "1");
}

TEST_F(JobsTest, SendCodesOfNewTerminalsWhereTheRequestSays) {
    auto const id = create({{"kind", "create-terminals"},
                            {"emailAddr", "desk@example.com"},
                            {"csv",
                             "devName,devType,emailAddr\n"
                             "Hall,idea-hub,\nAttic,idea-hub,attic@example.com\n"}});
    EXPECT_EQ(rows(id), (std::vector<std::string>{"1  ready", "2  ready"}));
    start(id);
    run();
    std::set<std::string> contacts;
    for (auto const& [account, count] : recorded(id, "create_code")) {
        for (auto const& notice : bench.notices(user(account).id)) {
            contacts.insert(notice.masked_contact);
        }
    }
    EXPECT_EQ(contacts, (std::set<std::string>{"a***@example.com", "d***@example.com"}));
}

TEST_F(JobsTest, MakeUsersAndHardTerminals) {
    auto const users = create({{"kind", "create-users"},
                               {"deptCode", "1"},
                               {"csv",
                                "name,account,email\nAda,ada_1,ada@ours.com\n"
                                "Ben,member,ben@ours.com\n"}});
    auto const devices = create({{"kind", "create-devices"},
                                 {"csv",
                                  "name\tmodel\tsn\temail\nHall\tTE20\tSN77\th@ours.com\n"
                                  "Attic\tPhone\tSN78\th@ours.com\n"}});
    EXPECT_EQ(rows(devices)[1], "2  invalid invalid_parameter");
    start(users);
    start(devices);
    run();
    EXPECT_EQ(rows(users)[0], "1 ada_1 done");
    EXPECT_EQ(recorded(users, "add_user").at("ada_1"), 1);
    EXPECT_EQ(show(devices).number("done"), 1);
    EXPECT_EQ(recorded(devices, "add_device").size(), 1U);
    // A password in a table would lie about in mails and folders.
    auto const refused = send("POST", "", R"({"kind":"create-users","csv":"name,pwd\nA,b\n"})");
    EXPECT_EQ(refused.status, 400);
    EXPECT_NE(refused.field("error_msg").find("csv, column pwd"), std::string::npos);
}

TEST_F(JobsTest, CatchWhatASpreadsheetDoesToNumbers) {
    auto const room = bench.make_terminal(bench.ours).account;
    auto const other = bench.make_terminal(bench.ours).account;
    auto const third = bench.make_terminal(bench.ours).account;
    auto const id =
        create({{"kind", "reset"},
                {"csv", "account;smsNumber;emailAddr\n" + room + ";1,38E+10;a@b.com\n" + other +
                            ";4917300009092;a@b.com\n" + third + ";'+8617300009092;\n"}});
    auto const found = rows(id);
    EXPECT_EQ(found[0], "1 " + room + " invalid invalid_parameter");
    EXPECT_EQ(found[1], "2 " + other + " invalid invalid_parameter");
    EXPECT_EQ(found[2], "3 " + third + " ready");
    EXPECT_NE(messages(id)[0].find("smsNumber has a wrong format (expected all digits"),
              std::string::npos)
        << messages(id)[0];
    EXPECT_NE(messages(id)[1].find("smsNumber"), std::string::npos) << messages(id)[1];
}

TEST_F(JobsTest, CatchAPlusThatMayBeLost) {
    // A mobile phone in China, or with + a phone in California. The second is of China alone.
    std::string const csv =
        "devName,devType,emailAddr,smsNumber,country\nA,idea-hub,a@b.c,16502530000,\n"
        "B,idea-hub,a@b.c,13800138000,\nC,idea-hub,a@b.c,16502530000,chinaPR\n"
        "D,idea-hub,a@b.c,+16502530000,\nE,idea-hub,a@b.c,15812345678,\n";
    auto const id = create({{"kind", "create-terminals"}, {"csv", csv}});
    EXPECT_EQ(rows(id),
              (std::vector<std::string>{"1  invalid invalid_parameter", "2  ready", "3  ready",
                                        "4  ready", "5  invalid invalid_parameter"}));
    EXPECT_NE(messages(id)[0].find("smsNumber"), std::string::npos) << messages(id)[0];

    // The request can say it for all rows, in each of its parts.
    auto const said = create({{"kind", "create-terminals"}, {"csv", csv}, {"country", "chinaPR"}});
    EXPECT_EQ(rows(said)[0], "1  ready");
    auto const body =
        boost::json::serialize(boost::json::object{{"csv", csv}, {"country", "chinaPR"}});
    EXPECT_EQ(send("POST", '/' + said + "/rows", body).status, 200);
    EXPECT_EQ(rows(said)[5], "6  ready");
}

TEST_F(JobsTest, CatchZerosThatAreLost) {
    auto const room = bench.make_terminal(bench.ours).account;
    auto const other = bench.make_terminal(bench.ours).account;
    auto const first = create(
        {{"kind", "update"},
         {"csv", "account,assetNumber,note\n" + room + ",00042,007\n" + other + ",100,0\n"}});
    start(first);
    run();
    // As exported, and as a spreadsheet saves what it read of a table without that protection.
    auto const exported = bench.send_as(token, "GET", "/v1/roomkey/exports/terminals").field("csv");
    EXPECT_NE(exported.find(",'007,'00042,"), std::string::npos) << exported;
    auto const again = create({{"kind", "update"}, {"csv", exported}});
    EXPECT_NE(messages(again)[0].find("nothing to change"), std::string::npos)
        << messages(again)[0];
    auto const lost = create(
        {{"kind", "update"}, {"csv", "account,assetNumber\n" + room + ",42\n" + other + ",10\n"}});
    EXPECT_EQ(rows(lost)[0], "1 " + room + " invalid invalid_parameter");
    EXPECT_NE(messages(lost)[0].find("assetNumber"), std::string::npos) << messages(lost)[0];
    EXPECT_EQ(rows(lost)[1], "2 " + other + " ready");
    auto const labels =
        create({{"kind", "label"}, {"csv", "account,note\n" + room + ",7\n" + other + ",00\n"}});
    EXPECT_EQ(rows(labels)[0], "1 " + room + " invalid invalid_parameter");
    EXPECT_EQ(rows(labels)[1], "2 " + other + " ready");
}

TEST_F(JobsTest, MoveToADepartmentWhoseCodeLooksLikeTheOld) {
    auto const sent = bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept",
                                    R"({"deptName":"Sales","deptCode":"01"})");
    ASSERT_EQ(sent.status, 200) << sent.text;
    auto const room = bench.make_terminal(bench.ours).account;
    for (auto const* const code : {"01", "1"}) {
        // Of the request, so no spreadsheet has taken the zero away.
        auto const id = create({{"kind", "move"}, {"accounts", {room}}, {"deptCode", code}});
        EXPECT_EQ(rows(id)[0], "1 " + room + " ready") << code;
        start(id);
        run();
    }
    auto const back = create({{"kind", "update"}, {"csv", "account,deptCode\n" + room + ",01\n"}});
    start(back);
    run();
    auto const again = create({{"kind", "update"}, {"csv", "account,deptCode\n" + room + ",1\n"}});
    EXPECT_EQ(rows(again)[0], "1 " + room + " invalid invalid_parameter");
    EXPECT_NE(messages(again)[0].find("deptCode"), std::string::npos) << messages(again)[0];
}

TEST_F(JobsTest, DoNotTakeOneDepartmentForAnotherWhoseZerosAreLost) {
    for (std::string const code : {"007", "7", "8"}) {
        auto const body =
            json::serialize(json::object{{"deptName", "D" + code}, {"deptCode", code}});
        auto const sent = bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept", body);
        ASSERT_EQ(sent.status, 200) << sent.text;
    }
    std::string const csv =
        "devName,devType,emailAddr,deptCode\nA,idea-hub,a@b.c,7\nB,idea-hub,a@b.c,007\n"
        "C,idea-hub,a@b.c,8\nD,idea-hub,a@b.c,\n";
    auto const made = create({{"kind", "create-terminals"}, {"csv", csv}});
    EXPECT_EQ(rows(made), (std::vector<std::string>{"1  invalid invalid_parameter", "2  ready",
                                                    "3  ready", "4  ready"}));
    EXPECT_NE(messages(made)[0].find("deptCode has a wrong format (expected unambiguous digits"),
              std::string::npos)
        << messages(made)[0];
    // Said by the request itself.
    auto const said = create({{"kind", "create-terminals"}, {"deptCode", "7"}, {"csv", csv}});
    EXPECT_EQ(rows(said)[0], "1  ready");
    EXPECT_EQ(rows(said)[3], "4  ready");

    auto const room = bench.make_terminal(bench.ours).account;
    std::string const moved = "account,deptCode\n" + room + ",7\n";
    for (auto const* const kind : {"update", "move"}) {
        auto const id = create({{"kind", kind}, {"csv", moved}});
        EXPECT_NE(messages(id)[0].find("unambiguous digits"), std::string::npos)
            << kind << messages(id)[0];
    }
    auto const listed = create({{"kind", "move"}, {"accounts", {room}}, {"deptCode", "7"}});
    start(listed);
    run();
    // What it has already was not changed by a spreadsheet.
    auto const same =
        create({{"kind", "update"}, {"csv", "account,name,deptCode\n" + room + ",Other name,7\n"}});
    EXPECT_EQ(rows(same)[0], "1 " + room + " ready");
}

TEST_F(JobsTest, FillInEveryPartOfALongList) {
    auto const room = bench.make_terminal(bench.ours).account;
    auto const other = bench.make_terminal(bench.ours).account;
    auto const id = create({{"kind", "label"}, {"accounts", {room}}, {"tagsAdd", {"new"}}});
    auto const body =
        boost::json::serialize(boost::json::object{{"accounts", {other}}, {"tagsAdd", {"new"}}});
    ASSERT_EQ(send("POST", '/' + id + "/rows", body).status, 200);
    start(id);
    run();
    auto const found = bench.send_as(token, "GET", "/v1/roomkey/terminals?tag=new");
    EXPECT_EQ(found.number("count"), 2) << found.text;
}

TEST_F(JobsTest, FreezeWhatASearchFinds) {
    auto const rooms = make_rooms(3, "Tower ");
    make_rooms(1, "Annex ");
    auto const id = create(
        {{"kind", "disable"},
         {"selection", {{"searchKey", "tower"}, {"userType", {13}}, {"containsUnActive", true}}}});
    EXPECT_EQ(show(id).number("ready"), 3);
    auto const later = make_rooms(1, "Tower later ");
    auto const gone = member_text(json::object{{"account", rooms[1]}}, "account");
    ASSERT_TRUE(bench.services->users.remove(gone).ok());

    start(id);
    run();

    auto const shown = show(id);
    EXPECT_EQ(shown.field("state"), "finished");
    EXPECT_EQ(shown.number("done"), 2);
    EXPECT_EQ(shown.number("failed"), 1);
    EXPECT_EQ(user(std::string(later[0].as_string())).status, AccountStatus::normal);
    EXPECT_EQ(user(std::string(rooms[0].as_string())).status, AccountStatus::disabled);
    EXPECT_EQ(send("GET", "?failed=true&state=finished").number("count"), 1);
    EXPECT_EQ(send("GET", "?failed=true&from=0").number("count"), 1);
    auto const later_than_all = unix_milliseconds(bench.clock.now() + std::chrono::hours{1});
    EXPECT_EQ(send("GET", "?from=" + std::to_string(later_than_all)).number("count"), 0);
    auto const failed = send("GET", '/' + id + "/rows?state=failed");
    EXPECT_EQ(failed.number("count"), 1);
    EXPECT_EQ(member_text(failed.json.at("data").at(0), "account"), gone);
    EXPECT_EQ(member_text(failed.json.at("data").at(0), "reason"), "account_unknown");
    // The refusal is on record as well, once and with the job.
    int refusals = 0;
    for (auto const& entry : bench.audit()) {
        if (entry.account == gone && entry.outcome == "account_unknown") {
            ++refusals;
            EXPECT_NE(entry.detail.find("job " + id), std::string::npos);
            EXPECT_EQ(entry.actor, bench.ours.admin_account);
        }
    }
    EXPECT_EQ(refusals, 1);
}

TEST_F(JobsTest, ChangeOnlyWhatTheTableHas) {
    auto const room = bench.make_terminal(bench.ours, "Lobby").account;
    auto const id = create({{"kind", "update"},
                            {"deptCode", "none"},
                            {"csv", "account,desc,row,message\n" + room + ",'=1+1,7,old\n"}});
    start(id);
    run();
    EXPECT_EQ(rows(id)[0], "1 " + room + " done");
    EXPECT_EQ(user(room).name, "Lobby");
    EXPECT_EQ(user(room).description, "=1+1");
    EXPECT_EQ(user(room).department_code, "1");
}

TEST_F(JobsTest, ShowTwoRowsOfOneAccount) {
    auto const room = bench.make_terminal(bench.ours).account;
    auto const id = create("disable", {room, room});
    ASSERT_EQ(send("POST", '/' + id + "/rows", R"({"accounts":[")" + room + "\"]}").status, 200);
    auto const found = rows(id);
    EXPECT_EQ(found[0], "1 " + room + " ready");
    EXPECT_EQ(found[1], "2 " + room + " invalid invalid_parameter");
    EXPECT_EQ(found[2], "3 " + room + " invalid invalid_parameter");
    EXPECT_NE(messages(id)[2].find("account is given more than once"), std::string::npos);
}

TEST_F(JobsTest, ProtectAdministrators) {
    auto const deputy = bench.sign_in(bench.ours, "deputy");
    ASSERT_EQ(bench
                  .send_as(token, "POST", "/v1/usg/dcs/corp/admin?accountType=1",
                           R"({"account":"deputy"})")
                  .status,
              200);
    auto const admin = token;
    token = bench.sign_in(bench.ours, "deputy").field("accessToken");
    auto const id = create("delete", {bench.ours.admin_account});
    EXPECT_EQ(rows(id)[0], "1 " + bench.ours.admin_account + " invalid default_admin_protected");
    EXPECT_EQ(send("POST", '/' + id + "/start").header("X-Roomkey-Reason"), "job_state_wrong");
    token = admin;
}

TEST_F(JobsTest, ExportTheirRowsInParts) {
    auto const id = create("disable", {"@room", "=cmd", "nobody"});
    auto const first = send("GET", '/' + id + "/export?maxRows=2");
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_TRUE(first.field("csv").starts_with(
        "row,account,state,reason,message\r\n1,'@room,invalid,account_unknown,"))
        << first.text;
    EXPECT_EQ(first.number("nextRow"), 3);
    auto const second = send("GET", '/' + id + "/export?maxRows=2&fromRow=3");
    EXPECT_TRUE(second.field("csv").starts_with("3,nobody,invalid,account_unknown,"));
    EXPECT_TRUE(second.json.at("nextRow").is_null());
    // What was exported can be brought back.
    auto const again = create({{"kind", "disable"}, {"csv", first.field("csv")}});
    EXPECT_EQ(rows(again)[0], "1 @room invalid account_unknown");
}

TEST_F(JobsTest, TakeUpRowsOnceHoweverOftenTheyAreSent) {
    auto const send_with_key = [&](std::string const& rest, boost::json::object const& body,
                                   char const* key) {
        return bench.send_as(token, "POST", jobs_path + rest, boost::json::serialize(body),
                             {{"Idempotency-Key", key}});
    };
    // More than one transaction takes.
    std::string csv = "devName,devType,emailAddr\n";
    for (int i = 0; i < 450; ++i) csv += "Room " + std::to_string(i) + ",idea-hub,a@b.example\n";
    boost::json::object const rows{{"csv", csv}};
    boost::json::object const request{{"kind", "create-terminals"}, {"csv", csv}};

    auto const made = send_with_key("", request, "k1");
    ASSERT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(send_with_key("", request, "k1").text, made.text);
    EXPECT_EQ(send("GET", "").number("count"), 1);

    auto const id = made.field("id");
    auto const added = send_with_key('/' + id + "/rows", rows, "k2");
    EXPECT_EQ(added.number("rows"), 900) << added.text;
    EXPECT_EQ(send_with_key('/' + id + "/rows", rows, "k2").text, added.text);
    EXPECT_EQ(show(id).number("rows"), 900);

    // Even once the job takes no more rows, the request that was done is not refused.
    start(id);
    EXPECT_EQ(send_with_key('/' + id + "/rows", rows, "k2").text, added.text);
    EXPECT_EQ(send_with_key('/' + id + "/rows", rows, "k3").status, 400);
    EXPECT_EQ(show(id).number("rows"), 900);
}

TEST_F(JobsTest, AreNobodyElses) {
    auto const id = create("disable", make_rooms(1));
    auto const theirs = bench.admin_token(bench.theirs);
    EXPECT_EQ(bench.send_as(theirs, "GET", jobs_path + ('/' + id)).header("X-Roomkey-Reason"),
              "job_unknown");
    EXPECT_EQ(bench.send_as(theirs, "GET", jobs_path).number("count"), 0);
    auto const room = bench.make_terminal(bench.theirs).account;
    EXPECT_EQ(rows(create("disable", {room}))[0], "1 " + room + " invalid account_unknown");
}

TEST_F(JobsTest, HaveALimitOfRows) {
    auto const id = create({{"kind", "disable"}});
    // As if all but one were there.
    ASSERT_TRUE(bench.store
                    ->write([&](Transaction& tx) -> Status {
                        auto job = TRY(find_job(tx, bench.ours.corp_id, JobId{id})).value();
                        job.invalid = job_rows_max - 1;
                        return update_job(tx, job);
                    })
                    .ok());
    auto const two = send("POST", '/' + id + "/rows", R"({"accounts":["a","b"]})");
    EXPECT_EQ(two.status, 400);
    EXPECT_NE(two.field("error_msg").find("(expected 0..100000)"), std::string::npos) << two.text;
    auto const one = send("POST", '/' + id + "/rows", R"({"accounts":["a"]})");
    EXPECT_EQ(one.status, 200) << one.text;
    EXPECT_EQ(one.number("rows"), job_rows_max);
    std::string table = "account\n";
    for (int i = 0; i <= job_rows_max; ++i) table += "a\n";
    auto const too_many =
        send("POST", "", json::serialize(json::object{{"kind", "disable"}, {"csv", table}}));
    EXPECT_EQ(too_many.status, 400);
}

}  // namespace
}  // namespace roomkey
