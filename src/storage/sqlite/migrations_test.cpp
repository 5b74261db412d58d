#include "storage/sqlite/migrations.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sqlite {
namespace {

std::unique_ptr<Connection> open(TemporaryFolder const& folder) {
    ConnectionOptions options;
    options.path = folder.file("test.db");
    auto connection = Connection::open(options);
    EXPECT_TRUE(connection.ok()) << connection.error().detail;
    return std::move(connection).value();
}

std::string dump_schema(Connection& connection) {
    auto query = connection.query("SELECT type, name, sql FROM sqlite_schema ORDER BY name");
    EXPECT_TRUE(query.ok());
    std::string schema;
    while (*query->next()) {
        schema += query->text() + " " + query->text() + " ";
        schema += query->text() + "\n";
    }
    return schema;
}

TEST(Migrations, BringAnEmptyFileToTheCurrentVersion) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    auto const status = migrate(*connection);
    ASSERT_TRUE(status.ok()) << status.error().detail;
    EXPECT_EQ(*connection->integer("PRAGMA user_version"), schema_version());
    EXPECT_NE(dump_schema(*connection).find("audit"), std::string::npos);
    EXPECT_FALSE(connection->is_in_transaction());
}

TEST(Migrations, LeaveACurrentDatabaseAlone) {
    TemporaryFolder const folder;
    ASSERT_TRUE(migrate(*open(folder)).ok());
    auto const connection = open(folder);
    auto const before = dump_schema(*connection);
    ASSERT_TRUE(migrate(*connection).ok());
    EXPECT_EQ(dump_schema(*connection), before);
    EXPECT_EQ(*connection->integer("PRAGMA user_version"), schema_version());
}

TEST(Migrations, RefuseANewerDatabase) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    ASSERT_TRUE(migrate(*connection).ok());
    ASSERT_TRUE(connection->execute("PRAGMA user_version = 1000").ok());
    auto const status = migrate(*connection);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
    EXPECT_NE(status.error().detail.find("version 1000"), std::string::npos);
    EXPECT_FALSE(connection->is_in_transaction());
}

Status fill(Connection& connection) {
    return connection.execute("CREATE TABLE room (name TEXT); INSERT INTO room VALUES ('101')");
}

Status add_floor(Connection& connection) {
    return connection.execute("ALTER TABLE room ADD COLUMN floor INTEGER NOT NULL DEFAULT 1");
}

Status fail_half_way(Connection& connection) {
    TRY(connection.execute("DELETE FROM room"));
    return connection.execute("ALTER TABLE nowhere ADD COLUMN floor INTEGER");
}

TEST(Migrations, TakeAnOlderDatabaseFurtherAndKeepItsRows) {
    TemporaryFolder const folder;
    std::vector<MigrationStep> steps{fill};
    ASSERT_TRUE(migrate(*open(folder), steps).ok());
    steps.push_back(add_floor);
    auto const connection = open(folder);
    // The second run finds the step done: repeated, it would fail.
    for (int run = 0; run < 2; ++run) {
        ASSERT_TRUE(migrate(*connection, steps).ok());
        EXPECT_EQ(*connection->integer("SELECT floor FROM room WHERE name = '101'"), 1);
        EXPECT_EQ(*connection->integer("PRAGMA user_version"), 2);
    }
}

TEST(Migrations, LeaveTheDatabaseAsItWasIfAStepFails) {
    TemporaryFolder const folder;
    std::vector<MigrationStep> steps{fill};
    auto const connection = open(folder);
    ASSERT_TRUE(migrate(*connection, steps).ok());
    steps.push_back(fail_half_way);
    EXPECT_FALSE(migrate(*connection, steps).ok());
    EXPECT_FALSE(connection->is_in_transaction());
    EXPECT_EQ(*connection->integer("SELECT count(*) FROM room"), 1);
    EXPECT_EQ(*connection->integer("PRAGMA user_version"), 1);
    steps.back() = add_floor;
    EXPECT_TRUE(migrate(*connection, steps).ok());
}

TEST(Migrations, RefuseTheDatabaseOfAnotherProgram) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    ASSERT_TRUE(connection->execute("CREATE TABLE theirs (a)").ok());
    auto const status = migrate(*connection);
    ASSERT_FALSE(status.ok());
    EXPECT_NE(status.error().detail.find("another program"), std::string::npos);
    EXPECT_EQ(*connection->integer("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST(Migrations, RunOnceWhenManyProcessesStart) {
    TemporaryFolder const folder;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            auto const status = migrate(*open(folder));
            EXPECT_TRUE(status.ok()) << status.error().detail;
        });
    }
    threads.clear();
    EXPECT_EQ(*open(folder)->integer("SELECT count(*) FROM health"), 1);
}

TEST(Schema, IsFoundWholeAfterMigrating) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    ASSERT_TRUE(migrate(*connection).ok());
    EXPECT_TRUE(check_schema(*connection).ok());
    // An index of someone's own does no harm.
    ASSERT_TRUE(connection->execute("CREATE INDEX mine ON notice (language)").ok());
    EXPECT_TRUE(check_schema(*connection).ok());
}

TEST(Schema, TellsWhatItLacks) {
    for (auto const& [damage, part] : std::vector<std::pair<char const*, char const*>>{
             {"DROP INDEX notice_report; ALTER TABLE notice DROP COLUMN report",
              "index notice_report, notice.report INTEGER"},
             {"DROP INDEX notice_due", "index notice_due"},
             {"DROP TABLE send_count", "send_count.count INTEGER"},
             {"DROP TRIGGER audit_is_kept", "trigger audit_is_kept"},
         }) {
        TemporaryFolder const folder;
        auto const connection = open(folder);
        ASSERT_TRUE(migrate(*connection).ok());
        ASSERT_TRUE(connection->execute(damage).ok()) << damage;
        auto const status = check_schema(*connection);
        ASSERT_FALSE(status.ok()) << damage;
        EXPECT_NE(status.error().detail.find(part), std::string::npos) << status.error().detail;
    }
}

TEST(Schema, KeepsAuditRecordsAsTheyAre) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    ASSERT_TRUE(migrate(*connection).ok());
    ASSERT_TRUE(connection
                    ->execute("INSERT INTO audit VALUES "
                              "(1, 2, 'c', 'i', 'a', 'o', 'r', 'q', 's', 'ok', '', 1, NULL, NULL)")
                    .ok());
    EXPECT_FALSE(connection->execute("UPDATE audit SET outcome = 'other'").ok());
    EXPECT_FALSE(connection->execute("DELETE FROM audit").ok());
    EXPECT_EQ(*connection->integer("SELECT count(*) FROM audit WHERE outcome = 'ok'"), 1);
}

}  // namespace
}  // namespace roomkey::sqlite
