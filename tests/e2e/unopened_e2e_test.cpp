#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

/// Damages one of the codes.
void spoil_a_code(std::string const& file) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
    sqlite3_busy_timeout(database, 10'000);
    EXPECT_EQ(sqlite3_exec(database,
                           "UPDATE code SET sealed = x'0101' "
                           "WHERE hash = (SELECT min(hash) FROM code)",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    EXPECT_EQ(sqlite3_changes(database), 1);
    sqlite3_close(database);
}

TEST(UnopenedCode, LeavesTheListAndIsToldByLogMetricAndCommand) {
    RunningServer server;
    std::string account;
    auto const one = server.make_terminal(account);
    auto const other = server.make_terminal(account);
    auto const client = server.client();
    auto const token = server.admin_token();
    auto const list = [&] {
        return client
            ->send("GET", "/v1/usg/dcs/corp/vision/activecode", {{"X-Access-Token", token}})
            .value();
    };
    auto const counted = [&](std::string const& number) {
        auto const metrics = server.ops_client()->send("GET", "/metrics", {})->body;
        return metrics.find("roomkey_unopened_values_total{kind=\"code\"} " + number + "\n") !=
               std::string::npos;
    };
    auto const shown = [&](std::string const& text) {
        return (text.find(one) != std::string::npos ? 1 : 0) +
               (text.find(other) != std::string::npos ? 1 : 0);
    };
    EXPECT_EQ(shown(list().body), 2);
    EXPECT_TRUE(counted("0"));
    EXPECT_EQ(server.process->err().find("values_unopened"), std::string::npos);

    spoil_a_code(server.data() + "/roomkey.db");
    auto const spoiled = list();
    EXPECT_EQ(spoiled.status, 200) << spoiled.body;
    EXPECT_EQ(shown(spoiled.body), 1) << spoiled.body;
    EXPECT_TRUE(counted("1"));
    auto const line = server.process->wait_for("event=values_unopened");
    EXPECT_NE(line.find(" error "), std::string::npos) << line;
    EXPECT_NE(line.find("kind=code"), std::string::npos) << line;
    EXPECT_NE(line.find("count=1"), std::string::npos) << line;

    auto const listed = server.run({"code", "list"});
    EXPECT_EQ(listed.code, 0);
    EXPECT_EQ(shown(listed.out), 1) << listed.out;
    EXPECT_NE(listed.err.find("codes cannot be opened"), std::string::npos) << listed.err;
    EXPECT_NE(listed.err.find("roomkey doctor"), std::string::npos) << listed.err;
}

}  // namespace
}  // namespace roomkey
