#include "storage/sqlite/connection.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sqlite {
namespace {

unsigned mode_of(std::string const& path) {
    struct stat facts {};
    EXPECT_EQ(::stat(path.c_str(), &facts), 0) << path;
    return facts.st_mode & 0777U;
}

std::unique_ptr<Connection> open(TemporaryFolder const& folder, bool is_reader = false) {
    ConnectionOptions options;
    options.path = folder.file("test.db");
    options.is_reader = is_reader;
    auto connection = Connection::open(options);
    EXPECT_TRUE(connection.ok()) << connection.error().detail;
    return std::move(connection).value();
}

TEST(Connection, MakesFilesThatOnlyTheirOwnerCanRead) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    ASSERT_TRUE(connection->execute("CREATE TABLE t (a)").ok());
    for (auto const* suffix : {"", "-wal", "-shm"}) {
        EXPECT_EQ(mode_of(folder.file("test.db") + suffix), 0600U) << suffix;
    }
}

TEST(Connection, SyncsEveryCommit) {
    TemporaryFolder const folder;
    auto const connection = open(folder);
    constexpr int full = 2;  // https://sqlite.org/pragma.html#pragma_synchronous
    EXPECT_EQ(*connection->integer("PRAGMA synchronous"), full);
    EXPECT_EQ(*connection->integer("PRAGMA foreign_keys"), 1);
    EXPECT_EQ(*connection->integer("PRAGMA busy_timeout"), 5000);
    auto mode = connection->query("PRAGMA journal_mode");
    ASSERT_TRUE(mode.ok() && mode->next().ok());
    EXPECT_EQ(mode->text(), "wal");
}

TEST(Connection, RefusesChangesAsAReader) {
    TemporaryFolder const folder;
    auto const writer = open(folder);
    ASSERT_TRUE(writer->execute("CREATE TABLE t (a)").ok());
    auto const reader = open(folder, /*is_reader=*/true);
    EXPECT_FALSE(reader->run("INSERT INTO t VALUES (1)").ok());
    EXPECT_EQ(*writer->integer("SELECT count(*) FROM t"), 0);
}

TEST(Connection, IsUnavailableWhereNoFileCanBe) {
    TemporaryFolder const folder;
    ConnectionOptions options;
    options.path = folder.file("missing") + "/test.db";
    auto const connection = Connection::open(options);
    ASSERT_FALSE(connection.ok());
    EXPECT_EQ(connection.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace roomkey::sqlite
