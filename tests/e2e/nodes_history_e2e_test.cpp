#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <string>

#include "tests/e2e/two_nodes.hpp"

// Back to a moment by base backup and archive: docs/operations.md, "Point in time".
namespace roomkey {
namespace {

class NodeHistory : public testing::Test {
protected:
    ~NodeHistory() override {
        for (auto* server : {&first, &second}) server->kill();
    }

    /// A terminal with a code that nobody has used.
    struct Room {
        std::string account;
        std::string code;
        std::string credential;
    };
    Room make_room() {
        Room room;
        room.code = first.make_terminal(room.account);
        return room;
    }
    void bind(Room& room) {
        auto const answer = first.activate(*first.client(), room.code, "SN");
        EXPECT_EQ(answer.status, 200) << answer.body;
        room.credential = member(answer.body, "accessToken");
    }
    [[nodiscard]] int status_of(char const* path, std::string const& token) const {
        auto const answer = second.client()->send("GET", path, {{"X-Access-Token", token}});
        return answer.ok() ? answer->status : 0;
    }
    [[nodiscard]] int device(Room const& room) const {
        return status_of("/v1/terminal", room.credential);
    }
    [[nodiscard]] int administrator(std::string const& token) const {
        return status_of("/v1/usg/dcs/corp/member", token);
    }
    /// The accounts that the audit trail names from `moment` on.
    [[nodiscard]] std::set<std::string> touched_since(std::string const& moment) const {
        auto const list = first.run({"audit", "--from", moment, "--limit", "500", "--json"});
        EXPECT_EQ(list.code, 0) << list.err;
        std::set<std::string> accounts;
        auto const answer = boost::json::parse(list.out);
        for (auto const& entry : answer.at("data").as_array()) {
            accounts.emplace(entry.at("account").as_string());
        }
        accounts.erase("");
        return accounts;
    }

    void go_back_to(std::string const& moment) {
        for (auto* node : {&first, &second}) EXPECT_EQ(node->stop(), 0);
        postgres.go_back_to(moment);
        auto const doctor = first.run({"doctor"});
        EXPECT_EQ(doctor.code, 0) << doctor.out << doctor.err;
        for (auto* node : {&first, &second}) node->start();
    }

    PostgresServer postgres{{}, /*is_durable=*/true};
    std::string name = postgres.create_database();
    RunningServer first{SharedDatabase{postgres.uri(name)}, node_environment()};
    RunningServer second{FurtherNode{first}, node_environment()};
};

TEST_F(NodeHistory, IsGoneBackInAndWhatWasUndoneIsDoneAgain) {
    postgres.keep_history();
    // Nodes find the server again by themselves.
    auto unused = make_room();
    auto replaced = make_room();
    bind(replaced);
    auto activated = make_room();
    auto const token = first.admin_token();
    auto const later_token = first.admin_token();

    // As the program and as the server write it.
    auto const moment = postgres.run("SELECT clock_timestamp()");
    auto const since = postgres.run(
        "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', "
        "'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
    auto const new_code =
        member(first.reset(*first.client(), token, replaced.account).body, "activeCode");
    ASSERT_NE(new_code, "");
    EXPECT_EQ(device(replaced), 401);
    bind(activated);
    auto const made_later = make_room();
    ASSERT_EQ(first.client()
                  ->send("DELETE", "/v1/usg/acs/token", {{"X-Access-Token", later_token}})
                  ->status,
              200);
    EXPECT_EQ(administrator(later_token), 401);
    // While what is to be undone can still be queried.
    auto const touched = touched_since(since);
    EXPECT_TRUE(touched.contains(replaced.account));
    EXPECT_TRUE(touched.contains(activated.account));
    EXPECT_TRUE(touched.contains(made_later.account));

    go_back_to(moment);

    // What was ended since is valid again, and what was created since never existed.
    EXPECT_EQ(device(replaced), 200);
    EXPECT_EQ(administrator(later_token), 200);
    auto const client = first.client();
    EXPECT_EQ(first.activate(*client, new_code, "SN").status, 400);
    EXPECT_EQ(first.activate(*client, made_later.code, "SN").status, 400);
    EXPECT_EQ(first.reset(*client, token, made_later.account).status, 400);
    EXPECT_EQ(device(activated), 401);

    // The remedy: everyone signs in again, and what was changed is reset.
    auto const ended = first.run({"end", "--sessions"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(administrator(later_token), 401);
    EXPECT_EQ(administrator(token), 401);
    for (auto const& account : touched) {
        auto const reset = first.run({"code", "reset", account});
        bool const is_known = account == replaced.account || account == activated.account;
        EXPECT_EQ(reset.code == 0, is_known) << account << ": " << reset.err;
    }
    EXPECT_EQ(device(replaced), 401);
    EXPECT_EQ(first.activate(*client, activated.code, "SN").status, 400);
    // Nobody else had to do anything.
    EXPECT_EQ(second.activate(*second.client(), unused.code, "SN").status, 200);
    EXPECT_NE(second.admin_token(), "");
}

}  // namespace
}  // namespace roomkey
