#include "domain/session.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

constexpr SessionLimits limits{std::chrono::minutes{30}, std::chrono::hours{12}};

TEST(Session, IsNamedByHalfOfItsHash) {
    Session session;
    session.access_hash.fill(0xab);
    session.access_hash.front() = 0x01;
    EXPECT_EQ(session.id().value, "01" + std::string("abababababababababababababababab", 30));
    auto other = session;
    other.access_hash.back() = 0;
    EXPECT_EQ(other.id(), session.id());
    other.access_hash[15] = 0;
    EXPECT_NE(other.id(), session.id());
}

TEST(Session, EndsWhenItIsIdleAndAtTheLatest) {
    Session session;
    session.created_at = from_unix_milliseconds(1'000'000);
    auto const begin = session.created_at;
    auto const end = begin + std::chrono::hours{12};
    EXPECT_EQ(longest_end(session, limits), end);
    EXPECT_EQ(idle_end(session, limits, begin), begin + std::chrono::minutes{30});
    auto const last = end - std::chrono::minutes{30};
    EXPECT_EQ(idle_end(session, limits, last - Duration{1}), end - Duration{1});
    EXPECT_EQ(idle_end(session, limits, last), end);
    EXPECT_EQ(idle_end(session, limits, last + Duration{1}), end);
}

TEST(Session, IsOfTheConsoleByItsClientType) {
    Session session;
    for (int const type : {0, client_type_api, 255}) {
        session.client_type = type;
        EXPECT_FALSE(is_of_console(session)) << type;
    }
    session.client_type = client_type_console;
    EXPECT_TRUE(is_of_console(session));
}

}  // namespace
}  // namespace roomkey
