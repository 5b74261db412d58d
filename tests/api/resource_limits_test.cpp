#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

class ResourceLimitStories : public testing::Test {
protected:
    void limit(UserType type, std::optional<int> count) {
        CorpChange change;
        change.limits = {{type, count}};
        ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    }
    Answer post(std::string const& target, std::string const& body) {
        return bench.send_as(token, "POST", target, body);
    }
    Answer add_user(std::string const& account, std::string const& more = {}) {
        return post(members, R"({"name":"Ann","account":")" + account + R"(","email":"a@b.c")" +
                                 R"(,"pwd":"Change-me-1")" + more + '}');
    }
    Answer invite(std::string const& email) {
        return post(members + "/add", R"({"name":"Eve","contact":")" + email + "\"}");
    }
    Answer add_terminal(std::string const& device_type) {
        return post("/v1/usg/dcs/corp/vision/activecode",
                    R"({"devName":"Room","emailAddr":"a@b.c","devType":")" + device_type + "\"}");
    }
    Answer set_status(int status, std::string const& accounts) {
        return bench.send_as(token, "PUT", members + "/status/" + std::to_string(status),
                             '[' + accounts + ']');
    }
    std::string account_of(DeviceType type) {
        return bench.make_terminal(bench.ours, "R", type).account;
    }
    std::int64_t count_of(std::string const& type) {
        return bench.send_as(token, "GET", members + "?userType=" + type + "&containsUnActive=true")
            .number("count");
    }

    ApiBench bench;
    std::string const members = "/v1/usg/dcs/corp/member";
    std::string const token = bench.admin_token(bench.ours);
};

TEST_F(ResourceLimitStories, HoldForUsersHoweverTheyAreAdded) {
    // The default administrator is the first.
    limit(UserType::member, 5);
    EXPECT_EQ(add_user("u1").status, 200);
    EXPECT_EQ(invite("e1@b.c").status, 200);
    EXPECT_EQ(bench.sign_in(bench.ours, "t1").status, 200);
    NewUser user;
    user.account = "u2";
    EXPECT_TRUE(bench.services->users.create(user, operator_of(bench.ours.corp_id)).ok());

    user.account = "u3";
    auto const created = bench.services->users.create(user, operator_of(bench.ours.corp_id));
    EXPECT_EQ(created.error().code, ErrorCode::user_limit_reached);
    EXPECT_EQ(add_user("u3").error_code(), "USG.201040005");
    EXPECT_EQ(bench.audit().front().outcome, "user_limit_reached");
    EXPECT_EQ(invite("e2@b.c").error_code(), "USG.201040005");
    auto const newcomer = bench.sign_in(bench.ours, "t2");
    EXPECT_EQ(newcomer.status, 403);
    EXPECT_EQ(newcomer.error_code(), "USG.206010070");
    EXPECT_EQ(count_of("2"), 5);
    // Those who are there notice nothing, nor do others.
    EXPECT_EQ(bench.sign_in(bench.ours, "t1").status, 200);
    EXPECT_TRUE(invite("e1@b.c").json.at("userExist").as_bool());
    EXPECT_EQ(add_terminal("idea-hub").status, 200);
    EXPECT_EQ(bench.sign_in(bench.theirs, "t1").status, 200);

    limit(UserType::member, 6);
    EXPECT_EQ(add_user("u3").status, 200);
    EXPECT_EQ(add_user("u4").status, 400);
    limit(UserType::member, std::nullopt);
    EXPECT_EQ(add_user("u4").status, 200);
}

TEST_F(ResourceLimitStories, HoldForEachTypeOfTerminal) {
    struct Row {
        UserType type;
        std::string device_type;
        std::string other_of_the_type;
    };
    for (auto const& row : {
             Row{UserType::smart_tv, "huawei-vision", "huawei-vision"},
             Row{UserType::idea_hub, "idea-hub", "idea-hub"},
             Row{UserType::smart_rooms, "smart-rooms", "welink-desktop(iwb)"},
         }) {
        SCOPED_TRACE(row.device_type);
        limit(row.type, 2);
        EXPECT_EQ(add_terminal(row.device_type).status, 200);
        EXPECT_EQ(add_terminal(row.other_of_the_type).status, 200);
        for (auto const& type : {row.device_type, row.other_of_the_type}) {
            bench.clock.advance(std::chrono::minutes{1});
            auto const refused = add_terminal(type);
            EXPECT_EQ(refused.status, 400);
            EXPECT_EQ(refused.error_code(), "USG.201050005");
            EXPECT_EQ(bench.audit().front().outcome, "terminal_limit_reached");
        }
        EXPECT_EQ(count_of(std::to_string(static_cast<int>(row.type))), 2);
        EXPECT_EQ(bench.make_terminal(bench.theirs).code.reveal().size(), 11U);
        limit(row.type, 0);
        EXPECT_EQ(add_terminal(row.device_type).error_code(), "USG.201050005");
    }
}

TEST_F(ResourceLimitStories, HoldForHardTerminals) {
    std::string const devices = "/v1/usg/dcs/corp/device";
    auto const add = [&](std::string const& sn, std::string const& more = {}) {
        return post(devices, R"({"name":"Hall","model":"TE20","email":"a@b.c","sn":")" + sn + '"' +
                                 more + '}');
    };
    auto const put = [&](std::string const& rest, std::string const& body) {
        return bench.send_as(token, "PUT", devices + rest, body);
    };
    limit(UserType::hard_terminal, 1);
    EXPECT_EQ(add("SN1").status, 200);
    EXPECT_EQ(add("SN2").error_code(), "USG.201050005");
    EXPECT_EQ(add("SN2", R"(,"status":1)").status, 200);
    EXPECT_EQ(put("/status/0", R"(["SN2"])").error_code(), "USG.201050006");
    EXPECT_EQ(put("/SN2", R"({"status":0})").error_code(), "USG.201050006");
    EXPECT_EQ(put("/SN1", R"({"status":0})").status, 200) << "takes nothing that it has not";
    EXPECT_EQ(put("/status/1", R"(["SN1"])").status, 200);
    EXPECT_EQ(put("/status/0", R"(["SN2"])").status, 200);
}

TEST_F(ResourceLimitStories, LeaveWhatIsThereAlready) {
    auto const kept = bench.make_terminal(bench.ours, "A");
    auto const deleted = account_of(DeviceType::idea_hub);
    limit(UserType::idea_hub, 1);
    EXPECT_EQ(add_terminal("idea-hub").status, 400);
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(kept.account)).status, 200);
    EXPECT_EQ(set_status(0, '"' + kept.account + '"').status, 200);
    EXPECT_EQ(post(members + "/delete", "[\"" + deleted + "\"]").status, 200);
    EXPECT_EQ(add_terminal("idea-hub").status, 400);
    EXPECT_EQ(post(members + "/delete", "[\"" + kept.account + "\"]").status, 200);
    EXPECT_EQ(add_terminal("idea-hub").status, 200);
}

TEST_F(ResourceLimitStories, CountOnlyEnabledAccounts) {
    ASSERT_EQ(add_user("u1").status, 200);
    auto const tv = account_of(DeviceType::huawei_vision);
    auto const tablet = account_of(DeviceType::huawei_vision);
    limit(UserType::member, 2);
    limit(UserType::smart_tv, 2);
    // A place is free while an account is disabled, and needed to enable it.
    EXPECT_EQ(set_status(1, "\"u1\",\"" + tv + '"').status, 200);
    EXPECT_EQ(add_user("u2").status, 200);
    EXPECT_EQ(add_terminal("huawei-vision").status, 200);
    EXPECT_EQ(set_status(0, "\"u1\"").error_code(), "USG.201040005");
    EXPECT_EQ(set_status(0, '"' + tv + '"').error_code(), "USG.201050006");
    EXPECT_EQ(bench.audit().front().account, tv);
    EXPECT_EQ(bench.send_as(token, "PUT", members + "/u1", R"({"status":0})").error_code(),
              "USG.201040005");
    EXPECT_EQ(bench.send_as(token, "PUT", members + '/' + tv, R"({"status":0})").error_code(),
              "USG.201050006");
    EXPECT_FALSE(bench.services->users.set_disabled("u1", false).ok());
    // All or none.
    EXPECT_EQ(set_status(1, '"' + tablet + '"').status, 200);
    EXPECT_EQ(set_status(0, '"' + tv + "\",\"" + tablet + '"').error_code(), "USG.201050006");
    EXPECT_EQ(set_status(0, '"' + tablet + '"').status, 200);
    // A disabled user needs none, and changes of it neither.
    EXPECT_EQ(add_user("u3", R"(,"status":1)").status, 200);
    EXPECT_EQ(bench.send_as(token, "PUT", members + "/u3", R"({"title":"x"})").status, 200);
    EXPECT_EQ(bench.send_as(token, "PUT", members + "/u2", R"({"status":0})").status, 200);
    EXPECT_EQ(set_status(1, "\"u2\"").status, 200);
    EXPECT_EQ(set_status(0, "\"u3\"").status, 200);
}

TEST_F(ResourceLimitStories, HoldWhenManyWantTheLastPlaces) {
    constexpr int wanting = 8;
    limit(UserType::idea_hub, 3);
    limit(UserType::member, 4);
    std::vector<std::pair<std::string, std::string>> sign_ins;
    for (int i = 0; i < wanting; ++i) {
        sign_ins.push_back(ApiBench::signed_request(bench.ours, "t" + std::to_string(i % 6), 0,
                                                    std::string(32, static_cast<char>('a' + i))));
    }
    std::atomic<int> terminals{0};
    std::atomic<int> signed_in{0};
    {
        std::vector<std::jthread> threads;
        for (auto const& [body, authorization] : sign_ins) {
            threads.emplace_back(
                [&] { terminals += add_terminal("idea-hub").status == 200 ? 1 : 0; });
            threads.emplace_back([&, &body = body, &authorization = authorization] {
                auto const answer = bench.send("POST", "/v2/usg/acs/auth/appauth", body,
                                               {{"Authorization", authorization}});
                EXPECT_TRUE(answer.status == 200 || answer.error_code() == "USG.206010070")
                    << answer.text;
                signed_in += answer.status == 200 ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(terminals.load(), 3);
    EXPECT_EQ(count_of("13"), 3);
    EXPECT_EQ(count_of("2"), 4);
    // t0 and t1 sign in twice.
    EXPECT_GE(signed_in.load(), 3);
    EXPECT_LE(signed_in.load(), 5);
}

TEST_F(ResourceLimitStories, HoldWhenAccountsAreEnabledMeanwhile) {
    for (int round = 0; round < 5; ++round) {
        auto const disabled = account_of(DeviceType::smart_rooms);
        EXPECT_EQ(set_status(1, '"' + disabled + '"').status, 200);
        limit(UserType::smart_rooms, round + 1);
        int enabled = 0;
        std::thread other([&] { enabled = set_status(0, '"' + disabled + '"').status; });
        auto const added = add_terminal("smart-rooms").status;
        other.join();
        EXPECT_EQ(enabled + added, 600);
        limit(UserType::smart_rooms, std::nullopt);
    }
}

}  // namespace
}  // namespace roomkey
