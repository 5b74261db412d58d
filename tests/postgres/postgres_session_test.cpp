#include <chrono>
#include <string>
#include <thread>

#include "storage/sql/guesses.hpp"
#include "tests/postgres/postgres_bench.hpp"

// Sessions and a schema that are not as they were left.
namespace roomkey {
namespace {

using contract::start;

class PostgresSession : public PostgresBench {
protected:
    PostgresSession() {
        options_.connections = 8;
        open();
        EXPECT_TRUE(add_user("ada").ok());
    }
};

TEST_F(PostgresSession, GoesOnAfterAColumnChangedItsType) {
    // On every connection there is a plan with the old type.
    ASSERT_TRUE(has_user("ada"));
    server().run("ALTER TABLE users ALTER COLUMN role TYPE integer", name_);
    for (int round = 0; round < 3; ++round) {
        EXPECT_TRUE(has_user("ada"));
        EXPECT_TRUE(add_user("user" + std::to_string(round)).ok());
    }
    EXPECT_TRUE(store_->check().ok());
}

TEST_F(PostgresSession, GoesOnAfterAPoolerTookItsStatements) {
    // The session is valid for the server, but everything that was prepared in it is gone.
    server().run(
        "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN EXECUTE 'DEALLOCATE ALL'; RETURN NULL; END $$; "
        "CREATE TRIGGER forget AFTER INSERT ON users FOR EACH ROW WHEN (NEW.account = 'eve') "
        "EXECUTE FUNCTION forget()",
        name_);
    EXPECT_TRUE(add_user("eve").ok());
    for (int round = 0; round < 3; ++round) {
        EXPECT_TRUE(has_user("eve"));
        EXPECT_TRUE(add_user("user" + std::to_string(round)).ok());
    }
    EXPECT_TRUE(store_->check().ok());
}

TEST_F(PostgresSession, IsNotReadyOnASchemaThatIsTooNew) {
    EXPECT_TRUE(store_->check().ok());
    server().run("UPDATE roomkey_schema SET version = 99, oldest_compatible = 1", name_);
    EXPECT_TRUE(store_->check().ok());
    server().run("UPDATE roomkey_schema SET oldest_compatible = 99", name_);
    auto const status = store_->check();
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::unavailable);
    EXPECT_NE(status.error().detail.find("version 99 and supports programs from version 99 on; too "
                                         "new for this program"),
              std::string::npos)
        << status.error().detail;
}

TEST_F(PostgresSession, LooksAgainAloneWhereGuessesMovedOnBeforeItsTurn) {
    auto const connections = std::stoi(server().run("SHOW max_connections"));
    // None counted yet: one whose limit is near checks alone, and one whose limit is just far
    // enough checks along with others, as soon as the first is done.
    GuessLimits near;
    near.reserve_percent = 0;
    near.per_minute = 1;
    GuessLimits far;
    far.reserve_percent = 0;
    far.per_minute = connections;
    int runs = 0;
    std::jthread second;
    auto const first = store_->write([&](Transaction& tx) -> Status {
        TRY(count_wrong_code(tx, {"192.0.2.1"}, {}, start, near));
        if (second.joinable()) return Done{};
        second = std::jthread([&] {
            auto const looked = store_->write([&](Transaction& other) {
                ++runs;
                return find_guesses(other, {"192.0.2.2"}, start, far);
            });
            ASSERT_TRUE(looked.ok());
            EXPECT_EQ(looked->minute_count, 1);
        });
        // The test's time limit ends a futile wait.
        while (server().run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND "
                            "mode = 'ShareLock' AND NOT granted",
                            name_) != "1") {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return Done{};
    });
    EXPECT_TRUE(first.ok());
    second.join();
    EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace roomkey
