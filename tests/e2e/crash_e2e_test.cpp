#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>
#include <vector>

#include "tests/e2e/ledger.hpp"
#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

constexpr int rounds = 3;
constexpr int administrators = 8;
constexpr std::chrono::milliseconds load_time{700};

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

class KillNine : public testing::Test {
protected:
    KillNine() {
        for (auto& ledger : ledgers_) ledger.code = server_.make_terminal(ledger.account);
    }

    void load_and_kill() {
        auto const token = server_.admin_token();
        std::vector<std::thread> threads;
        for (auto& ledger : ledgers_) {
            threads.emplace_back([&] { use_until_it_dies(server_, token, ledger); });
        }
        std::this_thread::sleep_for(load_time);
        server_.kill();
        for (auto& thread : threads) thread.join();
    }

    /// Whether the audit trail has a reset of this request id.
    [[nodiscard]] bool is_recorded(std::string const& request_id) const {
        auto const sql =
            "SELECT count(*) FROM audit WHERE outcome = 'ok' AND operation = "
            "'reset_code' AND request_id = '" +
            request_id + "'";
        return query_text(server_.data() + "/roomkey.db", sql.c_str()) == "1";
    }

    void expect_nothing_lost(Ledger& ledger) {
        EXPECT_TRUE(is_recorded(ledger.acknowledged_ids.back())) << ledger.account;
        bool const is_replaced = !ledger.open_id.empty() && is_recorded(ledger.open_id);
        auto const client = server_.client();
        EXPECT_LE(live_credentials(*client, ledger), is_replaced || !ledger.is_spent ? 0 : 1);
        auto const answer = server_.activate(*client, ledger.code, "SN");
        bool const was_live = !is_replaced && !ledger.is_spent;
        ledger.is_spent = true;
        if (!was_live) return;
        EXPECT_EQ(answer.status, 200) << answer.body;
        ++live_codes_seen_;
    }

    RunningServer server_{Environment{"ROOMKEY_GUESS_PER_SOURCE=1000"}};
    std::vector<Ledger> ledgers_{administrators};
    int live_codes_seen_ = 0;
};

TEST_F(KillNine, LosesNoAcknowledgedResetAndBindsNoTwoDevices) {
    for (int round = 0; round < rounds; ++round) {
        load_and_kill();
        EXPECT_EQ(query_text(server_.data() + "/roomkey.db", "PRAGMA integrity_check"), "ok");
        server_.start();
        for (auto& ledger : ledgers_) expect_nothing_lost(ledger);
    }
    // Otherwise the most important line above was never run.
    EXPECT_GT(live_codes_seen_, 0);
}

}  // namespace
}  // namespace roomkey
