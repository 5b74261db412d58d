#include "storage/sqlite/statement.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "storage/sqlite/connection.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sqlite {
namespace {

class QueryTest : public testing::Test {
protected:
    void SetUp() override {
        ConnectionOptions options;
        options.path = folder_.file("test.db");
        auto opened = Connection::open(options);
        ASSERT_TRUE(opened.ok()) << opened.error().detail;
        connection_ = std::move(opened).value();
    }

    template <class... Values>
    Query first_row(std::string_view sql, Values const&... values) {
        auto query = connection_->query(sql, values...);
        EXPECT_TRUE(query.ok());
        auto const has_row = query->next();
        EXPECT_TRUE(has_row.ok() && *has_row);
        return std::move(query).value();
    }

    TemporaryFolder folder_;
    std::unique_ptr<Connection> connection_;
};

enum class Colour : std::uint8_t { red = 7 };

TEST_F(QueryTest, BringsEveryKindOfValueBack) {
    std::string const with_nul{"a\0b", 3};
    Bytes const bytes{0, 1, 0};
    Digest digest{};
    digest.back() = 9;
    auto row = first_row("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?", with_nul, std::int64_t{1} << 40, -3,
                         true, Instant{Duration{-5}}, bytes, digest, Colour::red, UserId{"u"});
    EXPECT_EQ(row.text(), with_nul);
    EXPECT_EQ(row.integer(), std::int64_t{1} << 40);
    EXPECT_EQ(row.small(), -3);
    EXPECT_TRUE(row.boolean());
    EXPECT_EQ(row.instant(), Instant{Duration{-5}});
    EXPECT_EQ(row.blob(), bytes);
    EXPECT_EQ(row.digest(), digest);
    EXPECT_EQ(row.enumeration<Colour>(), Colour::red);
    EXPECT_EQ(row.id<UserId>(), UserId{"u"});
}

TEST_F(QueryTest, KnowsValuesByTheirNumbers) {
    auto row = first_row("SELECT $2, $1, $2 || '$', $10", "a", "b", 3, 4, 5, 6, 7, 8, 9, "j");
    EXPECT_EQ(row.text(), "b");
    EXPECT_EQ(row.text(), "a");
    EXPECT_EQ(row.text(), "b$");
    EXPECT_EQ(row.text(), "j");
}

TEST_F(QueryTest, TellsEmptyFromNull) {
    auto row = first_row("SELECT ?, ?, ?, typeof(?)", std::string_view{}, Bytes{},
                         std::optional<Instant>{}, Bytes{});
    EXPECT_FALSE(row.is_null());
    EXPECT_EQ(row.text(), "");
    EXPECT_FALSE(row.is_null());
    EXPECT_EQ(row.blob(), Bytes{});
    EXPECT_TRUE(row.is_null());
    row.skip(1);
    EXPECT_EQ(row.text(), "blob");
}

TEST_F(QueryTest, PreparesAStatementOnce) {
    for (int i = 0; i < 3; ++i) {
        auto row = first_row("SELECT ?", i);
        EXPECT_EQ(row.small(), i);
    }
    auto const statements = connection_->prepared_statements();
    EXPECT_EQ(std::count(statements.begin(), statements.end(), "SELECT ?"), 1);
}

TEST_F(QueryTest, RunsAStatementInsideItself) {
    auto outer = first_row("SELECT ?", 1);
    {
        auto inner = first_row("SELECT ?", 2);
        EXPECT_EQ(inner.small(), 2);
    }
    EXPECT_EQ(outer.small(), 1);
}

TEST_F(QueryTest, ReportsABrokenStatementAsABug) {
    auto const query = connection_->query("SELECT nonsense");
    ASSERT_FALSE(query.ok());
    EXPECT_EQ(query.error().code, ErrorCode::internal);
    EXPECT_NE(query.error().detail.find("nonsense"), std::string::npos);
}

TEST_F(QueryTest, ReportsABrokenConstraintAsABug) {
    ASSERT_TRUE(connection_->execute("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)").ok());
    auto const status = connection_->run("INSERT INTO t VALUES (?)", 1);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
}

}  // namespace
}  // namespace roomkey::sqlite
