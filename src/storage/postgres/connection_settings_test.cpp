#include "storage/postgres/connection_settings.hpp"

#include <gtest/gtest.h>

namespace roomkey::postgres {
namespace {

ConnectionSettings valid(std::string const& uri) {
    PostgresOptions options;
    options.uri = uri;
    auto settings = ConnectionSettings::from(options);
    EXPECT_TRUE(settings.ok()) << uri;
    return std::move(*settings);
}

std::string value(ConnectionSettings const& settings, std::string const& keyword) {
    auto const* const found = settings.find(keyword);
    return found == nullptr ? "(none)" : *found;
}

TEST(ConnectionSettings, TakesAUriApart) {
    auto const settings = valid("postgresql://ada:s3cret%40x@db1:5433,db2:5434/rooms");
    EXPECT_EQ(value(settings, "host"), "db1,db2");
    EXPECT_EQ(value(settings, "port"), "5433,5434");
    EXPECT_EQ(value(settings, "dbname"), "rooms");
    EXPECT_EQ(value(settings, "user"), "ada");
    EXPECT_EQ(value(settings, "password"), "s3cret@x");
    EXPECT_EQ(settings.server(), "db1,db2:5433,5434/rooms");
}

TEST(ConnectionSettings, LooksForAServerThatTakesChanges) {
    EXPECT_EQ(value(valid("postgres://db/rooms"), "target_session_attrs"), "read-write");
    EXPECT_EQ(
        value(valid("postgres://db/rooms?target_session_attrs=primary"), "target_session_attrs"),
        "primary");
}

TEST(ConnectionSettings, NoticesADeadServerInSeconds) {
    auto const settings = valid("postgres://db/rooms");
    EXPECT_EQ(value(settings, "keepalives_idle"), "5");
    EXPECT_EQ(value(settings, "keepalives_interval"), "2");
    EXPECT_EQ(value(settings, "keepalives_count"), "3");
    EXPECT_EQ(value(settings, "tcp_user_timeout"), "10000");
    EXPECT_EQ(value(settings, "connect_timeout"), "5");
    EXPECT_EQ(value(valid("postgres://db/rooms?connect_timeout=9"), "connect_timeout"), "9");
}

TEST(ConnectionSettings, BoundsStatementsWithoutOptionsThatAPoolerRefuses) {
    auto const settings = valid("postgres://db/rooms");
    EXPECT_EQ(value(settings, "options"), "(none)");
    for (auto const* statement :
         {"SET statement_timeout = 10000;", "SET lock_timeout = 5000;",
          "SET idle_in_transaction_session_timeout = 10000;", "SET timezone = 'UTC';"}) {
        EXPECT_NE(settings.session_statements().find(statement), std::string::npos) << statement;
    }
}

TEST(ConnectionSettings, KeepsTheOptionsGiven) {
    auto const settings = valid("postgres://db/rooms?options=-csearch_path%3Dkeys%20-c%20jit%3Don");
    EXPECT_EQ(value(settings, "options"), "-csearch_path=keys -c jit=on");
    EXPECT_EQ(settings.session_statements().find("SET jit"), std::string::npos);
    EXPECT_NE(settings.session_statements().find("SET lock_timeout"), std::string::npos);
}

TEST(ConnectionSettings, RefusesAMalformedUriWithoutQuotingIt) {
    for (auto const* uri :
         {"postgresql://ada:s3cret@[db/rooms", "mysql://ada:s3cret@db/rooms",
          "postgres://ada:s3cret@db/rooms?no_such_word=1", "host=db password=s3cret", ""}) {
        PostgresOptions options;
        options.uri = uri;
        auto const settings = ConnectionSettings::from(options);
        ASSERT_FALSE(settings.ok()) << uri;
        EXPECT_EQ(settings.error().code, ErrorCode::internal);
        EXPECT_EQ(settings.error().detail.find("s3cret"), std::string::npos);
    }
}

}  // namespace
}  // namespace roomkey::postgres
