#include "storage/sqlite/page_cache.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

#include "storage/sqlite/connection.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sqlite {
namespace {

class PageCacheTest : public testing::Test {
protected:
    PageCacheTest() {
        ConnectionOptions options;
        options.path = folder_.file("test.db");
        connection_ = Connection::open(options).value();
        run("PRAGMA auto_vacuum = INCREMENTAL; VACUUM;"
            "CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT); CREATE INDEX t_v ON t (v)");
    }

    void run(std::string const& script) {
        auto const status = connection_->execute(script.c_str());
        ASSERT_TRUE(status.ok()) << status.error().detail << script;
    }

    /// Rows of random order, so that pages split in the middle of the index.
    void fill(int rows, std::string const& mark) {
        run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
            std::to_string(rows) + ") INSERT INTO t (v) SELECT hex(randomblob(40)) || '" + mark +
            "' FROM n");
    }

    std::int64_t number(char const* sql) { return connection_->integer(sql).value(); }

    bool is_sound() {
        auto query = connection_->query("PRAGMA integrity_check").value();
        return query.next().value() && query.text() == "ok";
    }

    int cache_bytes() {
        int now = 0;
        int most = 0;
        sqlite3_db_status(connection_->handle(), SQLITE_DBSTATUS_CACHE_USED, &now, &most, 0);
        return now;
    }

    TemporaryFolder folder_;
    std::unique_ptr<Connection> connection_;
};

TEST_F(PageCacheTest, IsInUse) { EXPECT_TRUE(install_page_cache()); }

TEST_F(PageCacheTest, KeepsADatabaseSoundThatGrowsAndShrinks) {
    for (int round = 0; round < 5; ++round) {
        auto const mark = "round" + std::to_string(round);
        fill(3000, mark);
        EXPECT_TRUE(is_sound());
        EXPECT_EQ(number("SELECT count(*) FROM t"), 3000);
        EXPECT_EQ(number(("SELECT count(*) FROM t WHERE v LIKE '%" + mark + "'").c_str()), 3000);
        run(round % 2 == 0 ? "DELETE FROM t; PRAGMA incremental_vacuum" : "DELETE FROM t; VACUUM");
        EXPECT_TRUE(is_sound());
        EXPECT_LT(number("PRAGMA page_count"), 10);
    }
}

TEST_F(PageCacheTest, ShowsNothingOfWhatWasRolledBack) {
    fill(1000, "kept");
    auto const pages = number("PRAGMA page_count");
    run("BEGIN");
    fill(5000, "dropped");
    EXPECT_GT(number("PRAGMA page_count"), pages);
    run("ROLLBACK");
    EXPECT_EQ(number("PRAGMA page_count"), pages);
    EXPECT_EQ(number("SELECT count(*) FROM t"), 1000);
    // The same page numbers again, with other content.
    fill(5000, "after");
    EXPECT_EQ(number("SELECT count(*) FROM t WHERE v LIKE '%after'"), 5000);
    EXPECT_EQ(number("SELECT count(*) FROM t WHERE v LIKE '%dropped'"), 0);
    EXPECT_TRUE(is_sound());
}

TEST_F(PageCacheTest, GivesUpThePagesBeyondTheEnd) {
    fill(3000, "x");
    auto const before = cache_bytes();
    run("DELETE FROM t; PRAGMA incremental_vacuum");
    EXPECT_LT(cache_bytes(), before / 4);
}

}  // namespace
}  // namespace roomkey::sqlite
