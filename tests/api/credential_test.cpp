#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

// Renewed credentials, and credentials that two devices have.
namespace roomkey {
namespace {

std::string renew(ApiBench& bench, std::string const& credential) {
    auto const answer = bench.send_as(credential, "PUT", "/v1/terminal/token");
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.field("accessToken");
}

int show(ApiBench& bench, std::string const& credential) {
    return bench.send_as(credential, "GET", "/v1/terminal").status;
}

std::vector<AuditEntry> notes(ApiBench& bench) {
    auto entries = bench.audit();
    std::erase_if(entries, [](auto const& entry) { return entry.operation != "use_credential"; });
    return entries;
}

TEST(RenewedCredential, EndsTheOldOneByItsFirstUse) {
    ApiBench bench;
    auto const old_one = bench.bind(bench.make_terminal(bench.ours));
    auto const lost = renew(bench, old_one);
    auto const new_one = renew(bench, old_one);
    EXPECT_EQ(show(bench, old_one), 200);
    EXPECT_EQ(show(bench, lost), 401);
    EXPECT_EQ(show(bench, new_one), 200);
    EXPECT_EQ(bench.send_as(old_one, "GET", "/v1/terminal").error_code(), "USG.000000004");
    EXPECT_EQ(bench.send_as(old_one, "PUT", "/v1/terminal/token").error_code(), "USG.000000004");
}

TEST(RenewedCredential, MayBeAskedForAgainHoweverLate) {
    ApiBench bench;
    auto const old_one = bench.bind(bench.make_terminal(bench.ours));
    for (auto const pause : {Duration{std::chrono::seconds{301}}, Duration{std::chrono::days{30}},
                             Duration{std::chrono::days{59}}}) {
        auto const lost = renew(bench, old_one);
        bench.clock.advance(pause);
        EXPECT_EQ(show(bench, old_one), 200);
        EXPECT_NE(renew(bench, old_one), lost);
        EXPECT_EQ(show(bench, lost), 401);
    }
    // Its own expiry stays.
    bench.clock.advance(std::chrono::days{1});
    EXPECT_EQ(show(bench, old_one), 401);
}

TEST(RenewedCredential, IsConfirmedByAnyUse) {
    ApiBench bench;
    auto const first = bench.bind(bench.make_terminal(bench.ours));
    auto const second = renew(bench, first);
    auto const third = renew(bench, second);
    EXPECT_EQ(show(bench, first), 401);
    EXPECT_EQ(show(bench, second), 200);
    EXPECT_EQ(bench.send_as(third, "GET", "/v1/terminal/events").status, 200);
    EXPECT_EQ(show(bench, second), 401);
}

TEST(RenewedCredential, EndsWithAllOthersByAReset) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const first = bench.bind(terminal);
    auto const second = renew(bench, first);
    ASSERT_EQ(show(bench, second), 200);
    auto const third = renew(bench, second);
    ASSERT_EQ(
        bench.send_as(bench.admin_token(bench.ours), "PUT", reset_target(terminal.account)).status,
        200);
    for (auto const& credential : {first, second, third}) {
        EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").error_code(), "USG.206010075");
    }
}

TEST(SharedCredential, IsNotedOnceADayWhenASupersededOneIsUsed) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const copied = bench.bind(terminal, "5CG/1234");
    auto const fresh = renew(bench, copied);
    ASSERT_EQ(show(bench, fresh), 200);
    bench.source = "203.0.113.9";
    EXPECT_EQ(show(bench, copied), 401);
    EXPECT_EQ(bench.send_as(copied, "PUT", "/v1/terminal/token").status, 401);
    EXPECT_EQ(bench.send_as(copied, "DELETE", "/v1/terminal").status, 401);
    auto noted = notes(bench);
    ASSERT_EQ(noted.size(), 1U);
    EXPECT_EQ(noted[0].account, terminal.account);
    EXPECT_EQ(noted[0].actor, "sn:5CG/1234");
    EXPECT_EQ(noted[0].source, "203.0.113.9");
    EXPECT_EQ(noted[0].outcome, "token_invalid");
    bench.clock.advance(std::chrono::days{1} - Duration{1});
    EXPECT_EQ(show(bench, copied), 401);
    EXPECT_EQ(notes(bench).size(), 1U);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(show(bench, copied), 401);
    EXPECT_EQ(notes(bench).size(), 2U);
}

TEST(SharedCredential, IsNotedOnceADayWhenItComesFromAnotherNetwork) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const credential = bench.bind(terminal);
    for (int i = 0; i < 6; ++i) {
        bench.source = i % 2 == 0 ? "203.0.113.9" : "192.0.2.1";
        EXPECT_EQ(show(bench, credential), 200);
        bench.clock.advance(std::chrono::minutes{2});
    }
    auto const noted = notes(bench);
    ASSERT_EQ(noted.size(), 1U);
    EXPECT_EQ(noted[0].account, terminal.account);
    EXPECT_EQ(noted[0].source, "203.0.113.9");
    EXPECT_EQ(noted[0].detail, "last seen from 192.0.2.1");
    bench.clock.advance(std::chrono::days{1});
    bench.source = "203.0.113.9";
    EXPECT_EQ(show(bench, credential), 200);
    EXPECT_EQ(notes(bench).size(), 2U);
}

TEST(SharedCredential, IsNotSeenWhereADeviceChangesItsAddressWithinItsNetwork) {
    ApiBench bench;
    bench.source = "2001:db8:1:2::1";
    auto const credential = bench.bind(bench.make_terminal(bench.ours));
    bench.source = "2001:db8:1:2:a:b:c:d";
    EXPECT_EQ(show(bench, credential), 200);
    // Nor where it takes IPv4 today.
    bench.source = "192.0.2.1";
    bench.clock.advance(std::chrono::minutes{2});
    EXPECT_EQ(show(bench, credential), 200);
    EXPECT_TRUE(notes(bench).empty());
}

TEST(SharedCredential, IsNotedByAStreamAsWell) {
    ApiBench bench;
    auto const credential = bench.bind(bench.make_terminal(bench.ours));
    bench.source = "203.0.113.9";
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal/events").status, 200);
    EXPECT_EQ(notes(bench).size(), 1U);
}

}  // namespace
}  // namespace roomkey
