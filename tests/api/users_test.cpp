#include <gtest/gtest.h>

#include "tests/api/user_bench.hpp"

namespace roomkey {
namespace {

class UserStories : public UserBench {};

TEST_F(UserStories, AddsAUserWithAllThatIsSaidOfThem) {
    auto const added =
        add("ann@ours", R"(,"englishName":"Annie","thirdAccount":"t1","phone":"+8617312349092",)"
                        R"("signature":"S","title":"T","desc":"D","sortLevel":7,)"
                        R"("hidePhone":true,"function":{"enableRoom":true})");
    ASSERT_EQ(added.status, 200) << added.text;
    EXPECT_EQ(last_audit(), bench.ours.admin_account + " add_user ann@ours ok");
    auto const root = added.field("deptName");
    boost::json::object const expected{
        {"id", added.field("id")},
        {"userAccount", "ann@ours"},
        {"name", "Ann"},
        {"englishName", "Annie"},
        {"phone", "+8617312349092"},
        {"country", "chinaPR"},
        {"email", "ann@ours.com"},
        {"sipNum", ""},
        {"vmrList", boost::json::array{}},
        {"deptCode", "1"},
        {"deptName", root},
        {"deptNamePath", root},
        {"userType", 2},
        {"adminType", 2},
        {"signature", "S"},
        {"title", "T"},
        {"desc", "D"},
        {"corp", nullptr},
        {"function", {{"enableRoom", false}}},
        {"devType", {{"model", nullptr}, {"deviceSize", nullptr}, {"purchaseChannel", nullptr}}},
        {"status", 0},
        {"sortLevel", 7},
        {"hidePhone", true},
        {"visionAccount", nullptr},
        {"thirdAccount", "t1"},
        {"license", 0},
        {"activeTime", nullptr},
    };
    EXPECT_EQ(added.json, expected) << added.text;
    EXPECT_EQ(show("ann@ours").json, expected);
    EXPECT_EQ(show("t1", "?accountType=1").json, expected);
    EXPECT_EQ(bench.sign_in(bench.ours, "t1").json.at("user").at("ucloginAccount"), "ann@ours");
}

TEST_F(UserStories, SendsANewUserTheFirstPassword) {
    auto const added = add("ann@ours", R"(,"phone":"17312349092","pwd":"")");
    ASSERT_EQ(added.status, 200) << added.text;
    auto const sent = sent_passwords(added.field("id"));
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent.at("ann@ours.com"), sent.at("+8617312349092"));
    EXPECT_EQ(bench.notifications, 1);
    auto const signed_in = sign_in("ann@ours", sent.at("ann@ours.com"));
    EXPECT_EQ(signed_in.status, 200);
    EXPECT_TRUE(signed_in.json.at("firstLogin").as_bool());

    auto const silent = add("bob@ours", R"(,"sendNotify":"0","pwd":"Change-me-1")");
    EXPECT_TRUE(sent_passwords(silent.field("id")).empty());
    EXPECT_EQ(sign_in("bob@ours", "Change-me-1").status, 200);
    auto const told = add("eve@ours", R"(,"sendNotify":"1","pwd":"Change-me-1")");
    EXPECT_EQ(sent_passwords(told.field("id")).at("eve@ours.com"), "Change-me-1");
}

TEST_F(UserStories, MakesAnAccountIfNoneIsGiven) {
    auto const added = post(members, R"({"name":"Ann","email":"a@b.c","account":"","pwd":""})");
    ASSERT_EQ(added.status, 200) << added.text;
    EXPECT_TRUE(added.field("userAccount").starts_with("user_"));
    EXPECT_EQ(show(added.field("userAccount")).field("id"), added.field("id"));
}

TEST_F(UserStories, RefusesUsersByTheTable) {
    add("ann@ours", R"(,"thirdAccount":"t1")");
    struct Row {
        std::string body;
        std::string reason;
        std::string message_has;
    };
    for (auto const& row : std::vector<Row>{
             {R"("account":"ann@ours","email":"a@b.c")", "account_exists", "ann@ours"},
             {R"("account":"x","email":"a@b.c","thirdAccount":"t1")", "third_account_exists", "t1"},
             {R"("account":"ANN@Ours","email":"a@b.c")", "account_exists", "ANN@Ours"},
             {R"("account":"1234","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"Operator","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"roomkey","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"..","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"@","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"_-","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"x","email":"a\u200b@b.c")", "invalid_parameter", "email"},
             {R"("account":"x","email":"a@b.c","title":"T\u202e")", "invalid_parameter", "title"},
             {R"("account":"a@b.c","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"a b","email":"a@b.c")", "invalid_parameter", "account"},
             {R"("account":"x")", "invalid_parameter", "email 不能为空（应为 邮箱或手机号码）"},
             {R"("account":"x","phone":"","email":"")", "invalid_parameter", "email"},
             {R"("account":"x","email":"nonsense")", "invalid_parameter", "email"},
             {R"("account":"x","phone":"+4412","country":"chinaPR")", "invalid_parameter", "phone"},
             {R"("account":"x","phone":"17312349092","country":"atlantis")", "invalid_parameter",
              "country"},
             {R"("account":"x","email":"a@b.c","country":"atlantis")", "invalid_parameter",
              "country"},
             {R"("account":"x","email":"a@b.c","country":"CN")", "invalid_parameter", "country"},
             {R"("account":"x","email":"a@b.c","deptCode":"none")", "department_unknown", "none"},
             {R"("account":"x","email":"a@b.c","pwd":"abcdefgh")", "password_too_simple", ""},
             {R"("account":"user-one","email":"a@b.c","pwd":"user-one")",
              "password_contains_account", ""},
             {R"("account":"x","email":"a@b.c","pwd":"Short-1")", "invalid_parameter", "pwd"},
         }) {
        SCOPED_TRACE(row.body);
        auto const answer = post(members, R"({"name":"N",)" + row.body + '}');
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), row.reason);
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos);
    }
    EXPECT_EQ(bench.notifications, 1);
}

/// As a seed names accounts.
TEST_F(UserStories, LeavesTheNamesOfOtherActorsOutOfAllAccounts) {
    CreateCodeRequest terminal;
    terminal.device_name = "Hall";
    terminal.given.account = "Operator";
    auto const made = bench.services->codes.create(terminal, operator_of(bench.ours.corp_id));
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().field, "account");
    AddDeviceRequest device;
    device.name = "Hall";
    device.model = "TE20";
    device.details.email = "a@b.c";
    device.given.account = "roomkey";
    auto const added = bench.services->devices.add(device, operator_of(bench.ours.corp_id));
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().field, "account");
    NewCorp corp;
    corp.name = "Acme";
    corp.admin_account = "RoomKey";
    auto const begun = bench.services->corps.create(corp);
    ASSERT_FALSE(begun.ok());
    EXPECT_EQ(begun.error().field, "account");
}

TEST_F(UserStories, WantsAnEmailWhereSmsIsOff) {
    CorpChange change;
    change.enable_sms = false;
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    EXPECT_EQ(post(members, R"({"name":"A","phone":"17312349092"})").status, 400);
    auto const added = post(members, R"({"name":"A","phone":"17312349092","email":"a@b.c"})");
    ASSERT_EQ(added.status, 200) << added.text;
    auto const sent = sent_passwords(added.field("id"));
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_TRUE(sent.contains("a@b.c"));
}

TEST_F(UserStories, KeepsWhatAnUpdateDoesNotSay) {
    add("ann@ours", R"(,"title":"T","sortLevel":7,"phone":"+8617312349092")");
    auto const before = show("ann@ours");
    EXPECT_EQ(update("ann@ours", "{}").json, before.json);
    auto const changed = update("ann@ours", R"({"name":"B","title":"","vmrId":"x","phone":""})");
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.field("name"), "B");
    EXPECT_EQ(changed.field("title"), "");
    EXPECT_EQ(changed.field("phone"), "");
    EXPECT_EQ(changed.field("country"), "");
    EXPECT_EQ(changed.field("email"), "ann@ours.com");
    EXPECT_EQ(changed.number("sortLevel"), 7);
    EXPECT_EQ(last_audit(), bench.ours.admin_account + " update_user ann@ours ok");
    EXPECT_EQ(update("ann@ours", R"({"email":""})").header("X-Roomkey-Reason"),
              "invalid_parameter");
    EXPECT_EQ(update("ann@ours", R"({"deptCode":"none"})").error_code(), "USG.201030000");
    EXPECT_EQ(show("ann@ours").json, changed.json);
    auto const abroad = update("ann@ours", R"({"phone":"+447911123456"})");
    EXPECT_EQ(abroad.field("phone"), "+447911123456") << abroad.text;
    EXPECT_EQ(update("ann@ours", R"({"country":"chinaPR"})").header("X-Roomkey-Reason"),
              "invalid_parameter");
}

TEST_F(UserStories, TakesHonestNamesAndRefusesThoseThatHideSomething) {
    add("ann@ours");
    for (auto const* const name :
         {"海淀 会议室", "Zoe\u0308", "👩\u200D💻 Ann", "\u0645\u06CC\u200C\u062E\u0648\u0627"}) {
        EXPECT_EQ(update("ann@ours", R"({"name":")" + std::string(name) + "\"}").field("name"),
                  name);
    }
    auto const before = show("ann@ours").text;
    for (auto const* const name : {"A\u200Bnn", "A\u00ADnn", "\u202EAnn", "\u0301nn", "An\u200Dn",
                                   "", " ", "\u00A0", "\u3000", "\u200B"}) {
        auto const answer = update("ann@ours", R"({"name":")" + std::string(name) + "\"}");
        EXPECT_EQ(answer.status, 400) << name;
        EXPECT_NE(answer.field("error_msg").find("name"), std::string::npos) << answer.text;
    }
    EXPECT_EQ(show("ann@ours").text, before);
}

TEST_F(UserStories, KeepsTheCountryAsTheVendorSpellsIt) {
    add("ann@ours", R"(,"country":"CHINAPR")");
    EXPECT_EQ(show("ann@ours").field("country"), "");
    EXPECT_EQ(update("ann@ours", R"({"country":"atlantis"})").header("X-Roomkey-Reason"),
              "invalid_parameter");
    for (auto const& [body, country] : {
             std::pair{R"({"phone":"17312349092","country":"CHINAPR"})", "chinaPR"},
             {R"({"phone":"+447911123456","country":"uk"})", "UK"},
             {R"({"country":"Uk"})", "UK"},
             {R"({"phone":"+6598765432","country":"SINGAPORE"})", "singapore"},
         }) {
        EXPECT_EQ(update("ann@ours", body).field("country"), country) << body;
    }
}

TEST_F(UserStories, ChangesATerminalAndNotifiesIt) {
    auto const room = bench.make_terminal(bench.ours);
    auto const credential = bench.bind(room);
    auto stream = bench.send_as(credential, "GET", "/v1/terminal/events").reply.stream;
    EXPECT_NE(stream->next().text, "");
    auto const changed = update(room.account, R"({"name":"Lobby"})");
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.number("userType"), 13);
    EXPECT_EQ(changed.field("sn"), "SN1");
    EXPECT_EQ(changed.number("activeTime"), unix_milliseconds(bench.clock.now()));
    EXPECT_NE(stream->next().text.find("Lobby"), std::string::npos);
    EXPECT_EQ(update(room.account, R"({"status":1})").status, 200);
    EXPECT_NE(stream->next().text.find("unbound"), std::string::npos);
    EXPECT_TRUE(show(room.account).json.at("activeTime").is_null());
}

TEST_F(UserStories, DisablesAndDeletesAllOrNone) {
    add("ann@ours");
    add("bob@ours", R"(,"thirdAccount":"t2")");
    auto const bob = bench.sign_in(bench.ours, "t2").field("accessToken");
    auto const room = bench.make_terminal(bench.ours);
    auto const credential = bench.bind(room);
    std::string const admin = bench.ours.admin_account;
    for (auto const& refused : {std::string("nobody"), bench.theirs.admin_account, admin}) {
        auto const body =
            R"(["ann@ours","bob@ours",")" + room.account + R"(",")" + refused + R"("])";
        EXPECT_EQ(put(members + "/status/1", body).status, 400) << refused;
        EXPECT_EQ(post(members + "/delete", body).status, 400) << refused;
    }
    EXPECT_EQ(last_audit(), admin + " batch_delete_users " + admin + " default_admin_protected");
    EXPECT_EQ(bench.send_as(bob, "GET", my_info).status, 200);
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);

    auto const all = R"(["ann@ours","bob@ours","ann@ours",")" + room.account + R"("])";
    EXPECT_EQ(put(members + "/status/1", all).status, 200);
    EXPECT_EQ(show("ann@ours").number("status"), 1);
    EXPECT_EQ(bench.send_as(bob, "GET", my_info).status, 401);
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").error_code(), "USG.206010075");
    EXPECT_EQ(put(members + "/status/0?accountType=1", R"(["t2"])").status, 200);
    EXPECT_EQ(show("bob@ours").number("status"), 0);
    EXPECT_EQ(bench.send_as(bob, "GET", my_info).status, 401);
    EXPECT_EQ(post(members + "/delete", all).status, 200);
    EXPECT_EQ(show("ann@ours").error_code(), "USG.201040000");
    EXPECT_EQ(show(room.account).error_code(), "USG.201040000");
}

TEST_F(UserStories, InvitesThoseWhoAreNotThere) {
    auto const invite = [&](std::string const& contact) {
        return post(members + "/add",
                    R"({"name":"Eve","contact":")" + contact + R"(","title":"T"})");
    };
    auto const invited = invite("eve@example.com");
    ASSERT_EQ(invited.status, 200) << invited.text;
    EXPECT_FALSE(invited.json.at("userExist").as_bool());
    auto const eve = found("eve@example.com");
    EXPECT_EQ(eve.at("title"), "T");
    EXPECT_EQ(sent_passwords(std::string(eve.at("id").as_string())).size(), 1U);
    auto const again = invite("EVE@example.com");
    EXPECT_TRUE(again.json.at("userExist").as_bool());
    EXPECT_EQ(bench.notifications, 1);
    EXPECT_FALSE(invite("17312349092").json.at("userExist").as_bool());
    EXPECT_TRUE(invite("+8617312349092").json.at("userExist").as_bool());
    EXPECT_EQ(invite("nonsense").header("X-Roomkey-Reason"), "invalid_parameter");
    // Whether another enterprise knows somebody is not told.
    auto const theirs = bench.send_as(bench.admin_token(bench.theirs), "POST", members + "/add",
                                      R"({"name":"Eve","contact":"eve@example.com"})");
    EXPECT_FALSE(theirs.json.at("userExist").as_bool()) << theirs.text;
}

TEST_F(UserStories, InvitesThoseWhoseAddressATerminalHas) {
    EXPECT_EQ(post("/v1/usg/dcs/corp/device",
                   R"({"name":"Hall","model":"TE20","sn":"SN1","email":"eve@example.com"})")
                  .status,
              200);
    auto const invited = post(members + "/add", R"({"name":"Eve","contact":"eve@example.com"})");
    EXPECT_FALSE(invited.json.at("userExist").as_bool()) << invited.text;
}

TEST_F(UserStories, TakesBackEmptyContactsOfThoseWhoHaveNone) {
    auto const terminal = bench.make_terminal(bench.ours).account;
    auto const unchanged = update(terminal, R"({"email":"","phone":""})");
    EXPECT_EQ(unchanged.status, 200) << unchanged.text;
    add("ann@ours");
    EXPECT_EQ(update("ann@ours", R"({"email":""})").status, 400);
}

TEST_F(UserStories, LeavesAdministratorsToTheDefaultOne) {
    for (auto const* const name : {"deputy", "colleague"}) {
        NewUser user;
        user.account = user.third_account = name;
        user.is_administrator = true;
        ASSERT_TRUE(bench.services->users.create(user, operator_of(bench.ours.corp_id)).ok());
    }
    add("ann@ours");
    auto const deputy = bench.sign_in(bench.ours, "deputy").field("accessToken");
    std::string const mine = R"({"email":"mine@b.c"})";
    auto const changed_by = [&](std::string const& who, std::string const& account) {
        return bench.send_as(who, "PUT", members + '/' + account, mine).header("X-Roomkey-Reason");
    };
    for (auto const& other : {std::string("colleague"), bench.ours.admin_account}) {
        EXPECT_EQ(changed_by(deputy, other), "default_admin_needed") << other;
    }
    EXPECT_EQ(show(bench.ours.admin_account).field("email"), "");
    EXPECT_EQ(changed_by(deputy, "deputy"), "");
    EXPECT_EQ(bench.audit().front().detail, "m***@b.c");
    EXPECT_EQ(changed_by(deputy, "ann@ours"), "");
    EXPECT_EQ(changed_by(token, "colleague"), "");
    auto const reset = [&](std::string const& who) {
        return bench
            .send_as(who, "PUT", "/v1/usg/acs/password/admin/reset", R"({"account":"colleague"})")
            .header("X-Roomkey-Reason");
    };
    EXPECT_EQ(reset(deputy), "default_admin_needed");
    EXPECT_EQ(reset(token), "");
    EXPECT_EQ(
        bench.send_as(deputy, "POST", members + "/delete", R"(["ann@ours","colleague"])").status,
        403);
    EXPECT_EQ(show("ann@ours").status, 200) << "all or none";
}

TEST_F(UserStories, ShowsAndChangesOneself) {
    add("ann@ours", R"(,"thirdAccount":"t1","title":"T")");
    auto const ann = bench.sign_in(bench.ours, "t1").field("accessToken");
    auto const own = bench.send_as(ann, "GET", my_info);
    EXPECT_EQ(own.field("userAccount"), "ann@ours");
    auto const& corp = own.json.at("corp").as_object();
    EXPECT_EQ(corp.at("id").as_string(), bench.ours.corp_id.value);
    EXPECT_EQ(corp.at("account").as_string(), bench.ours.admin_account);
    EXPECT_TRUE(corp.at("enableSMS").as_bool());
    EXPECT_EQ(bench.send_as(ann, "PUT", my_info, R"({"name":"A","signature":"S"})").status, 200);
    EXPECT_EQ(show("ann@ours").field("name"), "A");
    EXPECT_EQ(show("ann@ours").field("signature"), "S");
    EXPECT_EQ(show("ann@ours").field("title"), "T");
    EXPECT_EQ(bench.send_as(ann, "PUT", my_info, "{}").status, 400);
    auto const admin = bench.send_as(token, "GET", my_info);
    EXPECT_EQ(admin.number("adminType"), 0);
}

TEST_F(UserStories, ShowsOthersAsFarAsTheyMayBeSeen) {
    auto const open = add("ann@ours", R"(,"phone":"+8617312349092","thirdAccount":"t1")");
    auto const hidden = add("bob@ours", R"(,"phone":"+8617312349093","hidePhone":true)");
    auto const foreign = bench.send_as(bench.admin_token(bench.theirs), "GET", my_info);
    auto const ids = R"([{"id":")" + hidden.field("id") + R"("},{"id":")" + open.field("id") +
                     R"("},{"id":")" + foreign.field("id") + R"("}])";
    auto const phones = [&](std::string const& who) {
        auto const answer = bench.send_as(who, "POST", "/v1/usg/abs/users/list", ids);
        auto const& rows = answer.json.as_array();
        EXPECT_EQ(rows.size(), 3U);
        EXPECT_EQ(rows.at(2).as_object(),
                  (boost::json::object{{"id", foreign.field("id")}, {"statusCode", 2}}));
        return std::string(rows.at(0).at("phone").as_string()) + ' ' +
               std::string(rows.at(1).at("phone").as_string());
    };
    EXPECT_EQ(phones(token), "+8617312349093 +8617312349092");
    EXPECT_EQ(phones(bench.sign_in(bench.ours, "member").field("accessToken")), " +86173****9092");
    EXPECT_EQ(phones(bench.sign_in(bench.ours, "t1").field("accessToken")), " +8617312349092");
    auto const by_third =
        post("/v1/usg/abs/users/list?idType=THIRD_ACCOUNT", R"([{"id":"t1"},{"id":"t9"}])");
    EXPECT_EQ(by_third.json.at(0).at("account"), "ann@ours");
    EXPECT_EQ(by_third.json.at(0).at("type"), "NORMAL_USER");
    EXPECT_EQ(by_third.json.at(1).at("statusCode").as_int64(), 2);
}

TEST_F(UserStories, KeepsEnterprisesApart) {
    add("ann@ours", R"(,"thirdAccount":"t1")");
    auto const theirs = bench.admin_token(bench.theirs);
    auto const unknown = [&](std::string const& method, std::string const& target,
                             std::string const& body) {
        auto const answer = bench.send_as(theirs, method, target, body);
        EXPECT_EQ(answer.error_code(), "USG.201040000") << method << target << answer.text;
    };
    unknown("GET", members + "/ann@ours", "");
    unknown("GET", members + "/t1?accountType=1", "");
    unknown("PUT", members + "/ann@ours", R"({"name":"X"})");
    unknown("POST", members + "/delete", R"(["ann@ours"])");
    unknown("PUT", members + "/status/1", R"(["ann@ours"])");
    unknown("PUT", "/v1/usg/acs/password/admin/reset", R"({"account":"ann@ours"})");
    EXPECT_EQ(show("ann@ours").field("name"), "Ann");
}

}  // namespace
}  // namespace roomkey
