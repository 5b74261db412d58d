#include <set>

#include "domain/job/csv_table.hpp"
#include "tests/api/job_bench.hpp"

// Jobs for hard terminals, which rows name by serial number, and the ways of the lists of hard
// terminals and of users out and back.
namespace roomkey {
namespace {

namespace json = boost::json;

class DeviceJobs : public JobBench {
protected:
    /// Its account.
    std::string add(std::string const& sn, std::string const& name = "Hall") {
        json::object const body{
            {"name", name}, {"model", "TE20"}, {"sn", sn}, {"email", "hall@example.com"}};
        auto const answer = bench.send_as(token, "POST", devices, json::serialize(body));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.field("account");
    }
    Answer device(std::string const& sn) { return bench.send_as(token, "GET", devices + '/' + sn); }
    /// "note|tag,tag".
    std::string labels(std::string const& account) {
        auto const record = bench.send_as(token, "GET", "/v1/roomkey/terminals/" + account);
        std::string text = record.field("note") + '|';
        for (auto const& tag : record.json.at("tags").as_array()) {
            text += std::string{text.back() == '|' ? "" : ","} + std::string{tag.as_string()};
        }
        return text;
    }
    std::string exported(std::string const& list, std::string const& query = {}) {
        auto const part = bench.send_as(token, "GET", "/v1/roomkey/exports/" + list + query);
        EXPECT_EQ(part.status, 200) << part.text;
        return part.field("csv");
    }
    std::string run_job(json::object const& body) {
        auto const id = create(body);
        start(id);
        run();
        return id;
    }

    std::string const devices = "/v1/usg/dcs/corp/device";
};

TEST_F(DeviceJobs, ChangeWhatTheTableSaysAndNothingElse) {
    auto const first = add("SN1");
    add("SN2");
    auto const id = create({{"kind", "update-devices"},
                            {"csv",
                             "\xE5\xBA\x8F\xE5\x88\x97\xE5\x8F\xB7;Name;prjCodeMode;note;tags\n"
                             "SN1;Lobby;2;Key at the desk;a, b\nSN2;Hall;0;;\nSN3;Attic;;;\n"
                             "SN1;Again;;;\n;Nameless;;;\n"}});
    EXPECT_EQ(rows(id),
              (std::vector<std::string>{
                  "1 SN1 ready", "2 SN2 invalid invalid_parameter", "3 SN3 invalid device_unknown",
                  "4 SN1 invalid invalid_parameter", "5  invalid invalid_parameter"}));
    auto const said = messages(id);
    EXPECT_NE(said[1].find("sn has nothing to change"), std::string::npos) << said[1];
    EXPECT_NE(said[3].find("sn is given more than once"), std::string::npos) << said[3];
    EXPECT_NE(said[4].find("sn is missing"), std::string::npos) << said[4];
    start(id);
    run();
    EXPECT_EQ(show(id).number("done"), 1);
    EXPECT_EQ(rows(id)[0], "1 SN1 done");
    EXPECT_EQ(device("SN1").field("name"), "Lobby");
    EXPECT_EQ(device("SN1").number("prjCodeMode"), 2);
    EXPECT_EQ(device("SN1").field("email"), "hall@example.com");
    EXPECT_EQ(labels(first), "Key at the desk|a,b");
    EXPECT_EQ(recorded(id, "update_device"), (std::map<std::string, int>{{first, 1}}));
    // What became of the rows is a table for the next job.
    auto const table = send("GET", '/' + id + "/export").field("csv");
    EXPECT_EQ(table.substr(0, table.find('\r')), "row,sn,state,reason,message");
    EXPECT_EQ(rows(create({{"kind", "disable-devices"}, {"csv", table}}))[0], "1 SN1 ready");
}

TEST_F(DeviceJobs, DoWhatTheSingleOperationsDo) {
    auto const account = add("SN1");
    auto const sent = bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept",
                                    R"({"deptName":"Sales","deptCode":"sales"})");
    ASSERT_EQ(sent.status, 200) << sent.text;
    json::array const one{"SN1"};
    auto const disabled = run_job({{"kind", "disable-devices"}, {"serialNumbers", one}});
    EXPECT_EQ(device("SN1").number("status"), 1);
    // Also of one that is so already.
    auto const again = run_job({{"kind", "disable-devices"}, {"serialNumbers", one}});
    for (auto const& id : {disabled, again}) {
        EXPECT_EQ(recorded(id, "batch_update_devices_status"),
                  (std::map<std::string, int>{{account, 1}}));
    }
    run_job({{"kind", "enable-devices"}, {"serialNumbers", one}});
    EXPECT_EQ(device("SN1").number("status"), 0);
    auto const moved =
        run_job({{"kind", "move-devices"}, {"serialNumbers", one}, {"deptCode", "sales"}});
    EXPECT_EQ(device("SN1").field("deptCode"), "sales");
    EXPECT_EQ(recorded(moved, "update_device").at(account), 1);
    auto const labelled =
        run_job({{"kind", "label-devices"}, {"serialNumbers", one}, {"tagsAdd", {"east"}}});
    EXPECT_EQ(labels(account), "|east");
    EXPECT_EQ(recorded(labelled, "update_terminal_labels").at(account), 1);
    auto const earlier = bench.notifications;
    auto const reset = run_job(
        {{"kind", "reset-devices"}, {"serialNumbers", one}, {"emailAddr", "desk@example.com"}});
    EXPECT_EQ(recorded(reset, "reset_activecode").at(account), 1);
    EXPECT_GT(bench.notifications, earlier);
    auto const removed = run_job({{"kind", "delete-devices"}, {"serialNumbers", one}});
    EXPECT_EQ(recorded(removed, "batch_delete_devices").at(account), 1);
    EXPECT_EQ(device("SN1").status, 400);
}

TEST_F(DeviceJobs, FailByTheRulesOfTheSingleOperation) {
    auto const account = add("SN1");
    auto const gone = add("SN2");
    auto const reset = create({{"kind", "reset-devices"},
                               {"serialNumbers", {"SN1", "SN2", "SN3"}},
                               {"emailAddr", "desk@example.com"}});
    EXPECT_EQ(rows(reset)[2], "3 SN3 invalid device_unknown");
    EXPECT_EQ(rows(create("reset", {account}))[0], "1 " + account + " invalid invalid_parameter");
    // Kinds for accounts take what a hard terminal has in common with them.
    EXPECT_EQ(rows(create("disable", {account}))[0], "1 " + account + " ready");
    for (int i = 0; i < 5; ++i) {
        run_job({{"kind", "reset-devices"}, {"csv", "sn,emailAddr\nSN1,desk@example.com\n"}});
    }
    auto const remove = bench.send_as(token, "POST", devices + "/delete", R"(["SN2"])");
    ASSERT_EQ(remove.status, 200) << remove.text;
    start(reset);
    run();
    EXPECT_EQ(rows(reset)[0], "1 SN1 failed resets_used_up");
    EXPECT_EQ(rows(reset)[1], "2 SN2 failed device_unknown");
    std::set<std::string> refused;
    for (auto const& entry : bench.audit()) {
        if (entry.detail.ends_with("job " + reset) && entry.operation == "reset_activecode") {
            refused.insert(entry.account + ' ' + entry.outcome);
        }
    }
    EXPECT_EQ(refused, (std::set<std::string>{account + " resets_used_up", " device_unknown"}));
}

TEST_F(DeviceJobs, TakeWhatTheListFindsAsItIsThen) {
    add("SN1", "Tower 1");
    add("SN2", "Tower 2");
    add("SN3", "Annex");
    add("", "Tower 3");
    json::object const selection{{"searchKey", "tower"}, {"model", "te20"}};
    auto const id = create({{"kind", "disable-devices"}, {"selection", selection}});
    add("SN4", "Tower 4");
    EXPECT_EQ(rows(id), (std::vector<std::string>{"1  invalid invalid_parameter", "2 SN2 ready",
                                                  "3 SN1 ready"}));
    start(id);
    run();
    EXPECT_EQ(device("SN1").number("status"), 1);
    EXPECT_EQ(device("SN3").number("status"), 0);
    EXPECT_EQ(device("SN4").number("status"), 0);
    auto const all = create({{"kind", "enable-devices"}, {"selection", {{"enableSubDept", true}}}});
    EXPECT_EQ(show(all).number("rows"), 5);

    auto const refused = [&](std::string const& body) {
        auto const answer = send("POST", "", body);
        EXPECT_EQ(answer.status, 400) << body;
        return answer.field("error_msg");
    };
    EXPECT_NE(refused(R"({"kind":"enable-devices","selection":{"userType":[13]}})")
                  .find("selection.userType is not allowed"),
              std::string::npos);
    EXPECT_NE(refused(R"({"kind":"enable-devices","accounts":["a"]})").find("accounts"),
              std::string::npos);
    EXPECT_NE(refused(R"({"kind":"enable","serialNumbers":["a"]})").find("serialNumbers"),
              std::string::npos);
    EXPECT_NE(refused(R"({"kind":"create-devices","serialNumbers":["a"]})").find("serialNumbers"),
              std::string::npos);
}

TEST_F(DeviceJobs, BringTheListOfHardTerminalsBackAsItWasEdited) {
    auto const account = add("SN1", "=1+1");
    add("SN2", "0042");
    run_job(
        {{"kind", "label-devices"}, {"csv", "sn,note,assetNumber,tags\nSN1,@note,0007,\"a,b\"\n"}});
    auto const table = exported("devices", "?model=TE20");
    EXPECT_NE(table.find("SN1,'=1+1,1,"), std::string::npos) << table;
    auto const same = create({{"kind", "update-devices"}, {"csv", table}});
    EXPECT_EQ(show(same).number("invalid"), 2) << table;
    for (auto const& message : messages(same)) {
        EXPECT_NE(message.find("sn has nothing to change"), std::string::npos) << message;
    }
    auto edited = table;
    edited.replace(edited.find("'0042"), 5, "Board");
    run_job({{"kind", "update-devices"}, {"csv", edited}});
    EXPECT_EQ(device("SN2").field("name"), "Board");
    EXPECT_EQ(device("SN1").field("name"), "=1+1");
    EXPECT_EQ(labels(account), "@note|a,b");
    EXPECT_EQ(exported("devices", "?searchKey=nothing"), table.substr(0, table.find('\n') + 1));
}

TEST_F(DeviceJobs, BringTheListOfUsersBackAsItWasEdited) {
    NewUser ann;
    ann.account = "ann";
    ASSERT_TRUE(bench.services->users.create(ann, operator_of(bench.ours.corp_id)).ok());
    run_job({{"kind", "update"},
             {"csv",
              "account,title,email,phone,country,hidePhone,sortLevel\n"
              "ann,-Boss,ann@example.com,+8617312349092,chinaPR,true,7\n"}});
    auto const table = exported("users");
    EXPECT_NE(table.find(",'-Boss,"), std::string::npos) << table;
    auto const same = create({{"kind", "update"}, {"csv", table}});
    EXPECT_EQ(show(same).number("ready"), 0) << table;
    auto edited = table;
    edited.replace(edited.find("'-Boss"), 6, "Chief");
    auto const id = run_job({{"kind", "update"}, {"csv", edited}});
    EXPECT_EQ(recorded(id, "update_user"), (std::map<std::string, int>{{"ann", 1}}));
    auto const shown = bench.send_as(token, "GET", "/v1/usg/dcs/corp/member/ann");
    EXPECT_EQ(shown.field("title"), "Chief");
    EXPECT_EQ(shown.field("phone"), "+8617312349092");
    EXPECT_EQ(exported("users", "?searchKey=ann&adminType=1"),
              table.substr(0, table.find('\n') + 1));
}

TEST_F(DeviceJobs, SayOfEachUserWhatCannotBeDone) {
    NewUser ann;
    ann.account = "ann";
    ASSERT_TRUE(bench.services->users.create(ann, operator_of(bench.ours.corp_id)).ok());
    json::object const people{{"userType", {2}}};
    for (auto const* const kind : {"reset", "label"}) {
        auto const id = create({{"kind", kind},
                                {"selection", {{"searchKey", "ann"}}},
                                {"tagsAdd", {"x"}},
                                {"emailAddr", "desk@example.com"}});
        EXPECT_EQ(rows(id)[0], "1 ann invalid invalid_parameter") << kind;
        EXPECT_NE(messages(id)[0].find("(expected the account of a terminal)"), std::string::npos)
            << messages(id)[0];
    }
    auto const id = create({{"kind", "disable"}, {"selection", people}});
    for (auto const& row : rows(id)) {
        bool const is_of_default = row.find(bench.ours.admin_account) != std::string::npos;
        EXPECT_EQ(row.ends_with("invalid default_admin_protected"), is_of_default) << row;
    }
    auto const others = create({{"kind", "disable"}, {"selection", {{"adminType", 2}}}});
    EXPECT_EQ(show(others).number("invalid"), 0);
    EXPECT_GT(show(others).number("ready"), 0);
}

TEST_F(DeviceJobs, DoNotTakeOneTerminalForAnotherWhoseZerosAreLost) {
    add("0012345");
    add("12345");
    add("777");
    std::string const csv = "sn\n12345\n0012345\n777\n";
    for (auto const* const kind :
         {"delete-devices", "reset-devices", "disable-devices", "label-devices"}) {
        auto const id = create({{"kind", kind},
                                {"csv", csv},
                                {"emailAddr", "desk@example.com"},
                                {"tagsAdd", {"east"}}});
        EXPECT_EQ(rows(id), (std::vector<std::string>{"1 12345 invalid invalid_parameter",
                                                      "2 0012345 ready", "3 777 ready"}))
            << kind;
        EXPECT_EQ(messages(id)[0],
                  "A parameter is invalid: sn has a wrong format (expected unambiguous digits: "
                  "another one has the same digits with leading zeros, which spreadsheets remove)");
    }
    // No spreadsheet has seen these.
    auto const listed = create({{"kind", "disable-devices"}, {"serialNumbers", {"12345"}}});
    EXPECT_EQ(rows(listed)[0], "1 12345 ready");
    auto const body = json::serialize(json::object{{"csv", "sn\n12345\n"}});
    EXPECT_EQ(send("POST", '/' + listed + "/rows", body).number("invalid"), 1);
    auto const found =
        create({{"kind", "disable-devices"}, {"selection", {{"searchKey", "12345"}}}});
    EXPECT_EQ(show(found).number("ready"), 2);
    // A new one that is there already, with its zeros.
    auto const made = create(
        {{"kind", "create-devices"},
         {"csv", "name,model,sn,email\nA,TE20,12345,a@b.example\nB,TE20,54321,a@b.example\n"}});
    EXPECT_NE(messages(made)[0].find("unambiguous digits"), std::string::npos) << messages(made)[0];
    EXPECT_EQ(rows(made)[1], "2  ready");
    // In Chinese as well.
    auto const chinese = bench.send_as(
        token, "POST", jobs_path,
        json::serialize(json::object{{"kind", "disable-devices"}, {"csv", "sn\n12345\n"}}),
        {{"Accept-Language", "zh-CN"}});
    EXPECT_EQ(messages(chinese.field("id"))[0],
              "请检查参数是否合法：sn 格式错误（应为 "
              "没有歧义的数字：另有一项在这些数字前还有零，而电子表格会去掉前导零）");
}

}  // namespace
}  // namespace roomkey
