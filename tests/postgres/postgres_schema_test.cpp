#include <atomic>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "storage/postgres/connection_settings.hpp"
#include "storage/postgres/migrations.hpp"
#include "storage/postgres/transaction/locks.hpp"
#include "storage/sql/audit.hpp"
#include "tests/postgres/postgres_bench.hpp"

namespace roomkey {
namespace {

using postgres::Migration;

class PostgresSchema : public PostgresBench {
protected:
    using Session = std::unique_ptr<postgres::Connection>;

    [[nodiscard]] Session connect() const {
        return valid(
            postgres::Connection::open(valid(postgres::ConnectionSettings::from(options_))));
    }
    /// What this program knows, and these.
    static std::vector<Migration> known_and(std::vector<Migration> const& further) {
        auto const known = postgres::known_migrations();
        std::vector<Migration> all(known.begin(), known.end());
        all.insert(all.end(), further.begin(), further.end());
        return all;
    }
    static Status bring_up(postgres::Connection& connection, std::vector<Migration> const& all,
                           std::chrono::milliseconds window = std::chrono::minutes{1}) {
        return postgres::migrate(connection, all, window);
    }
    [[nodiscard]] std::string version() const {
        return server().run("SELECT version, oldest_compatible FROM roomkey_schema", name_);
    }
    static std::string known_plus(int more) {
        return std::to_string(postgres::schema_version() + more);
    }
    /// The test's time limit ends a futile wait.
    void wait_for(std::string const& sql, std::string const& answer) const {
        while (server().run(sql, name_) != answer) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }
};

TEST_F(PostgresSchema, IsMadeByOneOfManyThatOpenAtOnce) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([this] { EXPECT_TRUE(open_postgres_store(options_).ok()); });
    }
    threads.clear();
    EXPECT_TRUE(version().starts_with(known_plus(0) + "|")) << version();
}

TEST_F(PostgresSchema, IsLeftAsItIsByAnOlderProgramThatMayUseIt) {
    open();
    server().run("UPDATE roomkey_schema SET version = 7", name_);
    EXPECT_TRUE(open_postgres_store(options_).ok());
    EXPECT_EQ(server().run("SELECT version FROM roomkey_schema", name_), "7");
}

TEST_F(PostgresSchema, RefusesAProgramThatIsTooOld) {
    open();
    server().run("UPDATE roomkey_schema SET version = 7, oldest_compatible = 7", name_);
    auto const refused = open_postgres_store(options_);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_NE(refused.error().detail.find("version 7 and supports programs from version 7"),
              std::string::npos)
        << refused.error().detail;
}

TEST_F(PostgresSchema, RefusesTheDatabaseOfAnotherProgram) {
    server().run("CREATE TABLE wiki (page text)", name_);
    auto const refused = open_postgres_store(options_);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_EQ(server().run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name_),
              "1");
}

TEST_F(PostgresSchema, IsStartedOnWhileAnotherProgramHasItInHand) {
    open();
    auto const busy = connect();
    busy->begin_change();
    ASSERT_TRUE(postgres::hold(*busy, LockSpace::schema, {}).ok());
    ASSERT_TRUE(busy->query("SELECT 1").ok());
    EXPECT_TRUE(open_postgres_store(options_).ok());
    // A program that has something to do waits for its turn.
    auto const other = connect();
    auto const late =
        bring_up(*other, known_and({{"CREATE TABLE late ()", 1}}), std::chrono::milliseconds{100});
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, ErrorCode::unavailable);
    ASSERT_TRUE(busy->commit().ok());
    EXPECT_TRUE(bring_up(*other, known_and({{"CREATE TABLE late ()", 1}})).ok());
}

TEST_F(PostgresSchema, TakesEachStepOnceWhileOthersWait) {
    open();
    // If two of them ran it, the second would find the table.
    auto const all = known_and({{"CREATE TABLE once (); SELECT pg_sleep(0.3)", 1},
                                {"CREATE TABLE again (); DROP TABLE once", 1}});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            auto const connection = connect();
            auto const status = bring_up(*connection, all);
            EXPECT_TRUE(status.ok()) << status.error().detail;
        });
    }
    threads.clear();
    EXPECT_EQ(version(), known_plus(2) + "|1");
    EXPECT_TRUE(store_->check().ok());
    EXPECT_TRUE(add_user("ada").ok());
}

TEST_F(PostgresSchema, MakesAnIndexWhileOthersWaitForTheirTurn) {
    open();
    ASSERT_TRUE(add_user("ada").ok());
    Migration step{"SELECT 1", 1};
    step.online = {"DROP INDEX CONCURRENTLY IF EXISTS users_title",
                   "CREATE INDEX CONCURRENTLY users_title ON users (title)"};
    // From one that was killed halfway.
    server().run("CREATE INDEX users_title ON users (name)", name_);
    // The index waits for this transaction, and those that want their turn wait for the index.
    auto const reading = connect();
    reading->begin_reading();
    ASSERT_TRUE(reading->query("SELECT count(*) FROM users").ok());
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            auto const connection = connect();
            auto const status = bring_up(*connection, known_and({step}));
            EXPECT_TRUE(status.ok()) << status.error().detail;
        });
    }
    wait_for(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE '%INDEX CONCURRENTLY%' "
        "AND wait_event_type = 'Lock' AND usename = 'roomkey'",
        "t");
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(add_user("user" + std::to_string(i)).ok());
    ASSERT_TRUE(reading->commit().ok());
    threads.clear();
    EXPECT_EQ(server().run("SELECT indisvalid, pg_get_indexdef(indexrelid) LIKE '%(title)' FROM "
                           "pg_index WHERE indexrelid = 'users_title'::regclass",
                           name_),
              "t|t");
    EXPECT_EQ(version(), known_plus(1) + "|1");
}

TEST_F(PostgresSchema, LetsRequestsThroughWhileATableThatItWantsIsInUse) {
    // A request that waits for longer fails.
    options_.lock_timeout = std::chrono::milliseconds{4'000};
    open();
    ASSERT_TRUE(add_user("ada").ok());
    // As a backup reads it, for as long as it takes.
    auto const backup = connect();
    backup->begin_reading();
    ASSERT_TRUE(backup->query("SELECT count(*) FROM users").ok());
    std::jthread migrating([&] {
        auto const connection = connect();
        auto const status =
            bring_up(*connection, known_and({{"ALTER TABLE users ADD COLUMN nick text", 1}}));
        EXPECT_TRUE(status.ok()) << status.error().detail;
    });
    wait_for(
        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted "
        "AND relation = 'users'::regclass",
        "1");
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(has_user("ada"));
        EXPECT_TRUE(add_user("user" + std::to_string(i)).ok());
    }
    EXPECT_EQ(version(), known_plus(0) + "|1");
    ASSERT_TRUE(backup->commit().ok());
    migrating.join();
    EXPECT_EQ(version(), known_plus(1) + "|1");
    EXPECT_TRUE(has_user("user9"));
}

TEST_F(PostgresSchema, IsBroughtFurtherByAnotherWhenAMigratorDies) {
    open();
    auto const all =
        known_and({{"CREATE TABLE kept ()", 1}, {"CREATE TABLE lost (); SELECT pg_sleep(60)", 1}});
    std::jthread dying([&] {
        auto const connection = connect();
        EXPECT_EQ(bring_up(*connection, all).error().code, ErrorCode::unavailable);
    });
    constexpr char const* asleep = "FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    wait_for(std::string("SELECT count(*) ") + asleep, "1");
    server().run(std::string("SELECT pg_terminate_backend(pid) ") + asleep);
    dying.join();
    // Each step is all there or not at all.
    EXPECT_EQ(version(), known_plus(1) + "|1");
    auto const connection = connect();
    EXPECT_TRUE(
        bring_up(*connection, known_and({{"SELECT 1", 1}, {"CREATE TABLE lost ()", 1}})).ok());
    EXPECT_EQ(version(), known_plus(2) + "|1");
}

TEST_F(PostgresSchema, TakesNothingOfAStepThatFails) {
    open();
    auto const connection = connect();
    auto const failed =
        bring_up(*connection, known_and({{"CREATE TABLE half (); SELECT 1 / 0", 1}}));
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().code, ErrorCode::internal);
    EXPECT_EQ(version(), known_plus(0) + "|1");
    EXPECT_EQ(server().run("SELECT to_regclass('half') IS NULL", name_), "t");
    // The same session is usable, and nobody waits for its turn to end.
    EXPECT_TRUE(bring_up(*connection, known_and({{"CREATE TABLE whole ()", 1}})).ok());
    auto const other = connect();
    EXPECT_TRUE(bring_up(*other, known_and({{"SELECT 1", 1}, {"SELECT 1", 2}})).ok());
    EXPECT_EQ(version(), known_plus(2) + "|2");
}

TEST_F(PostgresSchema, LetsNobodyChangeTheAuditTrail) {
    open();
    ASSERT_TRUE(store_
                    ->write([](Transaction& tx) {
                        return insert_audit(tx, contract::sample_audit("1", "room", {}));
                    })
                    .ok());
    for (auto const* change :
         {"UPDATE audit SET actor = ''", "DELETE FROM audit", "TRUNCATE audit"}) {
        auto const refused =
            server().run(std::string("DO $$ BEGIN ") + change +
                             "; EXCEPTION WHEN raise_exception THEN "
                             "PERFORM set_config('test.refused', 'yes', false); END $$; "
                             "SELECT current_setting('test.refused', true)",
                         name_);
        EXPECT_EQ(refused, "yes") << change;
    }
}

}  // namespace
}  // namespace roomkey
