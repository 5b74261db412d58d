#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/e2e/job_addition.hpp"
#include "tests/e2e/job_run.hpp"

namespace roomkey {
namespace {

std::string answer_of(std::string const& file, std::string const& sql) {
    sqlite3* database = nullptr;
    std::string text;
    if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
        if (sqlite3_step(statement) == SQLITE_ROW) {
            text = reinterpret_cast<char const*>(sqlite3_column_text(statement, 0));
        }
        sqlite3_finalize(statement);
    }
    sqlite3_close(database);
    return text;
}

TEST(JobKillNine, DoesEachRowOnceHoweverOftenTheServerDies) {
    constexpr int rows = 1'000;
    constexpr int kills = 3;
    RunningServer server;
    JobRun job(server, rows);
    for (int kill = 1; kill <= kills; ++kill) {
        ASSERT_TRUE(job.wait_for(server, kill * rows / (kills + 2)));
        server.kill();
        server.start();
    }
    job.expect_finished(server);
    EXPECT_EQ(answer_of(server.data() + "/roomkey.db", job.count_sql()), job.expected_counts());
}

TEST(JobKillNine, LeavesNoHalfOfATable) {
    RunningServer server(Environment{large_bodies});
    expect_whole_after_kills(server, server);
}

}  // namespace
}  // namespace roomkey
