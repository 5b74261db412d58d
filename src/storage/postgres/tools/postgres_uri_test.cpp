#include "storage/postgres/tools/postgres_uri.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(PostgresUri, TakesWhatLibpqTakes) {
    for (auto const* uri : {
             "postgresql://db/roomkey",
             "postgres://db",
             "postgresql://",
             "postgresql://roomkey@db:5433/roomkey?sslmode=verify-full",
             "postgresql://roomkey:hunter%402@a,b:5433,[::1]/roomkey",
             "postgresql://a,b/roomkey?target_session_attrs=read-write",
             "postgresql://a/roomkey?target_session_attrs=primary",
             "postgresql://a/roomkey?target_session_attrs=any",
             "postgresql:///roomkey?host=/run/postgresql",
         }) {
        EXPECT_TRUE(check_postgres_uri(uri).ok()) << uri;
        EXPECT_FALSE(shown_postgres_uri(uri).empty()) << uri;
    }
}

TEST(PostgresUri, RefusesTheRestWithoutRepeatingIt) {
    for (auto const* uri : {
             "",
             "db/hunter2",
             "mysql://u:hunter2@db/roomkey",
             "host=db password=hunter2",
             "postgresql://u:hunter2%zz@db/roomkey",
             "postgresql://u:hunter2@db/roomkey?colour=hunter2",
             "postgresql://[::1/hunter2",
             // Passwords with an "@" and a "/" that should have been percent-encoded.
             "postgresql://u:p@hunter2@db/roomkey",
             "postgresql://u:p/hunter2@db/roomkey",
             "postgresql://u:1/hunter2@db/roomkey",
         }) {
        auto const status = check_postgres_uri(uri);
        ASSERT_FALSE(status.ok()) << uri;
        auto const& error = status.error();
        EXPECT_EQ(error.code, ErrorCode::invalid_parameter) << uri;
        EXPECT_EQ(error.fault, Fault::wrong_format) << uri;
        EXPECT_EQ((error.field + error.expected + error.detail).find("hunter2"), std::string::npos)
            << uri;
        EXPECT_EQ(shown_postgres_uri(uri), "") << uri;
    }
}

TEST(PostgresUri, RefusesAServerThatTakesNoChanges) {
    for (auto const* attributes : {"read-only", "standby", "prefer-standby", "nonsense"}) {
        auto const status = check_postgres_uri(
            std::string("postgresql://a,b/roomkey?target_session_attrs=") + attributes);
        ASSERT_FALSE(status.ok()) << attributes;
        EXPECT_EQ(status.error().fault, Fault::not_allowed) << attributes;
    }
}

TEST(PostgresUri, IsShownWithoutPasswordAndParameters) {
    EXPECT_EQ(shown_postgres_uri("postgresql://roomkey:hunter2@a:5433,b/rooms?sslmode=require"),
              "postgresql://roomkey@a:5433,b/rooms");
    EXPECT_EQ(shown_postgres_uri("postgres://a/rooms?password=hunter2&port=6432"),
              "postgresql://a:6432/rooms");
    EXPECT_EQ(shown_postgres_uri("postgresql:///rooms?host=/run/postgresql&user=roomkey"),
              "postgresql://roomkey@/run/postgresql/rooms");
}

}  // namespace
}  // namespace roomkey
