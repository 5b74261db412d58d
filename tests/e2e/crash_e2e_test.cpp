#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

constexpr int rounds = 3;
constexpr int administrators = 8;
constexpr std::chrono::milliseconds load_time{700};

/// What one administrator knows of his own terminal.
struct Ledger {
    std::string account;
    std::string last_code;  ///< Of the last acknowledged reset.
    bool was_in_flight = false;
};

void reset_until_it_dies(RunningServer& server, std::string const& token, Ledger& ledger) {
    auto const client = server.client();
    for (;;) {
        ledger.was_in_flight = true;
        auto const answer =
            client->send("PUT", "/v1/usg/dcs/corp/vision/activecode/" + ledger.account + "/reset",
                         {{"X-Access-Token", token}});
        if (!answer.ok()) return;
        ledger.was_in_flight = false;
        if (answer->status == 200) ledger.last_code = member(answer->body, "activeCode");
    }
}

std::string query_text(std::string const& file, char const* sql) {
    sqlite3* database = nullptr;
    std::string text;
    if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
        if (sqlite3_step(statement) == SQLITE_ROW) {
            text = reinterpret_cast<char const*>(sqlite3_column_text(statement, 0));
        }
        sqlite3_finalize(statement);
    }
    sqlite3_close(database);
    return text;
}

TEST(KillNine, LosesNoAcknowledgedResetAndBindsNoTwoDevices) {
    RunningServer server({"ROOMKEY_GUESS_PER_SOURCE=1000"});
    std::vector<Ledger> ledgers(administrators);
    for (auto& ledger : ledgers) ledger.last_code = server.make_terminal(ledger.account);
    int acknowledged_and_live = 0;
    for (int round = 0; round < rounds; ++round) {
        auto const token = server.admin_token();
        std::vector<std::thread> threads;
        for (auto& ledger : ledgers) {
            threads.emplace_back([&] { reset_until_it_dies(server, token, ledger); });
        }
        std::this_thread::sleep_for(load_time);
        server.kill();
        for (auto& thread : threads) thread.join();

        auto const database = server.data() + "/roomkey.db";
        EXPECT_EQ(query_text(database, "PRAGMA integrity_check"), "ok");
        EXPECT_EQ(query_text(database,
                             "SELECT count(*) FROM (SELECT user_key FROM binding WHERE ended = 0 "
                             "GROUP BY user_key HAVING count(*) > 1)"),
                  "0");
        server.start();
        auto const client = server.client();
        for (auto& ledger : ledgers) {
            auto const answer = server.activate(*client, ledger.last_code, "SN");
            // Only a reset whose answer was cut off may have replaced what was acknowledged.
            EXPECT_TRUE(answer.status == 200 || ledger.was_in_flight) << answer.body;
            acknowledged_and_live += answer.status == 200 ? 1 : 0;
        }
    }
    EXPECT_GT(acknowledged_and_live, 0);
}

}  // namespace
}  // namespace roomkey
