#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "base/time_left.hpp"
#include "domain/session.hpp"
#include "tests/api/api_bench.hpp"

// How long a sign-in lasts, whoever has its tokens.
namespace roomkey {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr char const* members = "/v1/usg/dcs/corp/member";
constexpr char const* token_path = "/v1/usg/acs/token";

class SessionLife : public testing::Test {
protected:
    static ServicesOptions options() {
        ServicesOptions options;
        options.sessions.tokens_longest = days{3};
        return options;
    }
    bool is_live(std::string const& access_token) {
        return bench.send_as(access_token, "GET", members).status == 200;
    }
    Answer extend(std::string const& token) { return bench.send_as(token, "PUT", token_path); }

    ApiBench bench{options()};
    Answer signed_in = bench.sign_in(bench.ours);
    std::string access = signed_in.field("accessToken");
    std::string refresh = signed_in.field("refreshToken");
};

TEST_F(SessionLife, EndsAtItsLimitHoweverOftenItIsExtended) {
    EXPECT_EQ(signed_in.number("refreshValidPeriod"), 3 * 86'400);
    for (int hour = 0; hour < 71; hour += 1) {
        ASSERT_EQ(extend(access).status, 200) << hour;
        bench.clock.advance(hours{1});
    }
    auto const last = extend(access);
    ASSERT_EQ(last.status, 200) << last.text;
    EXPECT_EQ(last.number("validPeriod"), 3'600);
    EXPECT_EQ(last.number("refreshValidPeriod"), 3'600);
    bench.clock.advance(hours{1} - Duration{1});
    EXPECT_TRUE(is_live(access));
    bench.clock.advance(Duration{1});
    EXPECT_FALSE(is_live(access));
    for (auto const& token : {access, last.field("refreshToken")}) {
        EXPECT_EQ(extend(token).status, 401);
    }
    EXPECT_TRUE(is_live(bench.admin_token(bench.ours)));
}

TEST_F(SessionLife, IsNotExtendedByChecksEither) {
    bench.clock.advance(hours{71});
    auto const revived = extend(refresh);
    ASSERT_EQ(revived.status, 200);
    auto const checked =
        bench.send("POST", "/v1/usg/acs/token/validate",
                   R"({"token":")" + revived.field("accessToken") + R"(","needGenNewToken":true})");
    ASSERT_EQ(checked.status, 200) << checked.text;
    EXPECT_EQ(checked.number("validPeriod"), 3'600);
    bench.clock.advance(hours{1});
    EXPECT_FALSE(is_live(checked.field("accessToken")));
}

TEST_F(SessionLife, EndsWhenARefreshTokenIsUsedThatWasReplaced) {
    auto const next = extend(refresh);
    ASSERT_EQ(next.status, 200);
    auto const further = extend(next.field("refreshToken"));
    ASSERT_EQ(further.status, 200);
    auto const other = bench.sign_in(bench.ours);
    bench.clock.advance(refresh_token_grace);
    // Not only the last but any that was replaced.
    auto const reused = extend(refresh);
    EXPECT_EQ(reused.status, 401);
    EXPECT_EQ(reused.header("X-Roomkey-Reason"), "token_invalid");
    EXPECT_FALSE(is_live(further.field("accessToken")));
    EXPECT_EQ(extend(further.field("refreshToken")).status, 401);
    EXPECT_TRUE(is_live(other.field("accessToken")));
    EXPECT_EQ(extend(other.field("refreshToken")).status, 200);

    auto const trail = bench.audit();
    auto const found = std::find_if(trail.begin(), trail.end(), [](AuditEntry const& entry) {
        return entry.operation == "refresh_token_reused";
    });
    ASSERT_NE(found, trail.end());
    EXPECT_EQ(found->account, bench.ours.admin_account);
    EXPECT_EQ(found->source, bench.source);
    EXPECT_EQ(found->outcome, "token_invalid");
}

TEST_F(SessionLife, EndsTooIfTheAccessTokenHadReplacedIt) {
    ASSERT_EQ(extend(access).status, 200);
    bench.clock.advance(refresh_token_grace);
    EXPECT_EQ(extend(refresh).status, 401);
    EXPECT_FALSE(is_live(access));
}

TEST_F(SessionLife, OutlivesARepetitionWhoseFirstAnswerWasLost) {
    auto const next = extend(refresh);
    ASSERT_EQ(next.status, 200);
    bench.clock.advance(refresh_token_grace - Duration{1});
    EXPECT_EQ(extend(refresh).status, 401);
    EXPECT_TRUE(is_live(next.field("accessToken")));
    EXPECT_EQ(extend(next.field("refreshToken")).status, 200);
}

TEST_F(SessionLife, IsNotEndedByTokensOfNoFamily) {
    for (std::string const& token : {std::string("nonsense"), "stb" + std::string(37, 'x'),
                                     refresh.substr(0, 39), std::string(40, 'x')}) {
        EXPECT_EQ(extend(token).status, 401) << token;
    }
    EXPECT_TRUE(is_live(access));
    EXPECT_EQ(extend(refresh).status, 200);
}

TEST_F(SessionLife, IsNotLongerForAClockThatRanAhead) {
    bench.clock.advance(days{100});
    auto const ahead = bench.sign_in(bench.ours);
    auto const early = bench.sign_in(bench.ours, "ann");
    bench.clock.advance(-days{100});
    for (auto const& answer : {ahead, early}) {
        EXPECT_FALSE(is_live(answer.field("accessToken")));
        EXPECT_EQ(extend(answer.field("refreshToken")).status, 401);
    }
    // As much as clocks may differ.
    bench.clock.advance(clock_difference_max);
    auto const a_little = bench.sign_in(bench.ours);
    bench.clock.advance(-clock_difference_max);
    EXPECT_TRUE(is_live(a_little.field("accessToken")));
    bench.clock.advance(-Duration{1});
    EXPECT_FALSE(is_live(a_little.field("accessToken")));
}

TEST_F(SessionLife, IsOfOneTokenInARequest) {
    for (std::string const header : {"X-Auth-Token", "x-auth-token", "X-Access-Token"}) {
        EXPECT_EQ(bench.send("GET", members, {}, {{header, access}}).status, 200);
        for (auto const& second : {access, std::string("nonsense")}) {
            auto const twice = bench.send("GET", members, {}, {{header, access}, {header, second}});
            EXPECT_EQ(twice.status, 400) << header;
            EXPECT_EQ(twice.error_code(), "USG.000000003");
        }
    }
}

}  // namespace
}  // namespace roomkey
