#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

/// Keeps everyone else from changing the database while it lives.
class HeldDatabase {
public:
    explicit HeldDatabase(std::string const& folder) {
        EXPECT_EQ(sqlite3_open((folder + "/roomkey.db").c_str(), &database_), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    }
    ~HeldDatabase() { sqlite3_close(database_); }
    HeldDatabase(HeldDatabase const&) = delete;
    HeldDatabase& operator=(HeldDatabase const&) = delete;

private:
    sqlite3* database_ = nullptr;
};

TEST(Overload, IsToldByReadinessWhileItLasts) {
    RunningServer server(Environment{"ROOMKEY_WORKERS_THREADS=1", "ROOMKEY_WORKERS_QUEUE=1",
                                     "ROOMKEY_SQLITE_BUSY_TIMEOUT=10m"});
    auto const token = server.admin_token();
    std::string account;
    server.make_terminal(account);
    auto const ops = server.ops_client();
    EXPECT_EQ(ops->send("GET", "/readyz", {})->status, 200);
    {
        std::vector<std::jthread> resets;
        HeldDatabase const held(server.data());
        // The first ones wait in the engine, as long as that does not seem to stand still.
        auto const send_reset = [&] {
            resets.emplace_back([&] {
                auto const client = server.client();
                // Refused if another one is still in the queue, on its way to the worker.
                int const status = server.reset(*client, token, account).status;
                EXPECT_TRUE(status == 200 || status == 503) << status;
            });
        };
        std::string const full = "\nroomkey_worker_queue_length{pool=\"api\"} 1\n";
        // Seen once, it may be the first reset on its way to the worker.
        for (int seen = 0; seen < 20;) {
            bool const is_full =
                ops->send("GET", "/metrics", {})->body.find(full) != std::string::npos;
            seen = is_full ? seen + 1 : 0;
            if (is_full) continue;
            send_reset();
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        auto const exhausted = ops->send("GET", "/readyz", {});
        EXPECT_EQ(exhausted->status, 503);
        EXPECT_NE(exhausted->body.find("workers"), std::string::npos) << exhausted->body;
        auto const client = server.client();
        EXPECT_EQ(server.reset(*client, token, account).status, 503);
    }
    EXPECT_EQ(ops->send("GET", "/readyz", {})->status, 200);
}

}  // namespace
}  // namespace roomkey
