#include <gtest/gtest.h>

#include "domain/activation/hard_terminal.hpp"
#include "domain/activation/pairing.hpp"
#include "tests/api/device_bench.hpp"
#include "tests/api/pairing_bench.hpp"
#include "tests/api/user_bench.hpp"

// A clock that was a hundred days ahead, and is right again. docs/security.md, "Clocks", says what
// then holds.
namespace roomkey {
namespace {

constexpr Duration jump = std::chrono::days{100};

std::string reason(Answer const& answer) { return answer.header("X-Roomkey-Reason"); }

class ResetsOfAClockAhead : public DeviceBench {
protected:
    ResetsOfAClockAhead() { add("SN1"); }

    std::string reason_of_reset() {
        token = bench.admin_token(bench.ours);
        return reason(reset("SN1"));
    }
};

TEST_F(ResetsOfAClockAhead, DoNotUseUpThoseOfToday) {
    bench.clock.advance(jump);
    for (int i = 0; i < hard_terminal_resets_max; ++i) EXPECT_EQ(reason_of_reset(), "");
    EXPECT_EQ(reason_of_reset(), "resets_used_up");
    bench.clock.advance(-jump);
    for (int i = 0; i < hard_terminal_resets_max; ++i) EXPECT_EQ(reason_of_reset(), "") << i;
    EXPECT_EQ(reason_of_reset(), "resets_used_up");
}

TEST_F(ResetsOfAClockAhead, CountIfItWasAnHourAtMost) {
    for (int i = 0; i < hard_terminal_resets_max; ++i) EXPECT_EQ(reason_of_reset(), "");
    bench.clock.advance(-std::chrono::hours{1});
    EXPECT_EQ(reason_of_reset(), "resets_used_up");
}

class PasswordsOfAClockAhead : public UserBench {};

TEST_F(PasswordsOfAClockAhead, CanBeChangedAtOnce) {
    add("ann@ours", R"(,"pwd":"Change-me-1","sendNotify":"0")");
    auto const change = [&](std::string const& old, std::string const& next) {
        auto const own = sign_in("ann@ours", old).field("accessToken");
        return reason(bench.send_as(
            own, "PUT", "/v1/usg/acs/password",
            R"({"account":"ann@ours","oldPwd":")" + old + R"(","newPwd":")" + next + "\"}"));
    };
    bench.clock.advance(jump);
    EXPECT_EQ(change("Change-me-1", "Bluebird-22"), "");
    bench.clock.advance(-jump);
    EXPECT_EQ(change("Bluebird-22", "Redbreast_33"), "");
    EXPECT_EQ(change("Redbreast_33", "Magpie+4545"), "password_changed_recently");
}

TEST(PairingsOfAClockAhead, AreOverAndLeaveRoomForOthers) {
    ApiBench bench;
    bench.clock.advance(jump);
    auto const early = screen_of(begin_pairing(bench));
    for (int i = 1; i < pairings_per_network_max; ++i) begin_pairing(bench);
    EXPECT_EQ(begin_pairing(bench).status, 429);
    bench.clock.advance(-jump);
    auto const token = bench.admin_token(bench.ours);
    EXPECT_EQ(reason(find_pairing(bench, token, early.user_code)), "pairing_unknown");
    EXPECT_EQ(reason(poll_pairing(bench, early)), "pairing_unknown");
    auto const begun = begin_pairing(bench);
    ASSERT_EQ(begun.status, 200) << begun.text;
    EXPECT_EQ(poll_pairing(bench, screen_of(begun)).field("state"), "pending");
}

TEST(PairingsOfAClockAhead, GiveNoCredentialOnceTheClockIsRight) {
    ApiBench bench;
    auto const room = bench.make_terminal(bench.ours);
    bench.clock.advance(std::chrono::days{3});
    auto const screen = screen_of(begin_pairing(bench));
    auto const token = bench.admin_token(bench.ours);
    ASSERT_EQ(approve_pairing(bench, token, screen, room.account).status, 200);
    ASSERT_EQ(poll_pairing(bench, screen).field("state"), "bound");
    EXPECT_EQ(poll_pairing(bench, screen).field("state"), "bound");
    bench.clock.advance(-std::chrono::days{3});
    EXPECT_EQ(reason(poll_pairing(bench, screen)), "pairing_unknown");
}

TEST(PairingsOfAClockAhead, CanBePolledIfTheClockWasAheadForAMoment) {
    ApiBench bench;
    auto const screen = screen_of(begin_pairing(bench));
    bench.clock.advance(std::chrono::minutes{9});
    EXPECT_EQ(poll_pairing(bench, screen).field("state"), "pending");
    bench.clock.advance(-std::chrono::minutes{9});
    EXPECT_EQ(poll_pairing(bench, screen).field("state"), "slow_down");
}

TEST(CredentialsOfAClockAhead, GoOnAndAreRenewed) {
    ApiBench bench;
    auto const room = bench.make_terminal(bench.ours);
    bench.clock.advance(std::chrono::days{5});
    auto const credential = bench.bind(room);
    bench.clock.advance(-std::chrono::days{5});
    auto const show = [&](std::string const& with) {
        return bench.send_as(with, "GET", "/v1/terminal").status;
    };
    EXPECT_EQ(show(credential), 200);
    auto const renewed = bench.send_as(credential, "PUT", "/v1/terminal/token");
    ASSERT_EQ(renewed.status, 200) << renewed.text;
    auto const next = renewed.field("accessToken");
    EXPECT_EQ(show(next), 200);
    EXPECT_EQ(show(credential), 401);
    // From its renewal on, it lives for as long as any.
    bench.clock.advance(std::chrono::days{90});
    EXPECT_EQ(show(next), 401);
}

TEST(CredentialsOfAClockAhead, AreNotedAgainWhenASecondDeviceHasThem) {
    ApiBench bench;
    auto const credential = bench.bind(bench.make_terminal(bench.ours));
    auto const use_from = [&](std::string const& source) {
        bench.source = source;
        EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);
        int notes = 0;
        for (auto const& entry : bench.audit()) {
            if (entry.operation == "use_credential") ++notes;
        }
        return notes;
    };
    bench.clock.advance(std::chrono::days{50});
    EXPECT_EQ(use_from("203.0.113.9"), 1);
    bench.clock.advance(-std::chrono::days{50} + std::chrono::minutes{2});
    EXPECT_EQ(use_from("192.0.2.1"), 2);
    // Where it was seen last is kept by the right clock, too.
    bench.clock.advance(std::chrono::days{1});
    EXPECT_EQ(use_from("192.0.2.1"), 2);
    EXPECT_EQ(use_from("203.0.113.9"), 3);
}

TEST(ActivationsOfAClockAhead, AreNotRepeatedOnceTheClockIsRight) {
    ApiBench bench;
    auto const room = bench.make_terminal(bench.ours);
    auto const activate = [&] {
        return bench.send("POST", "/v1/terminal/activation",
                          R"({"activeCode":")" + room.code.reveal() + R"(","sn":"SN1"})",
                          {{"Idempotency-Key", "k1"}});
    };
    bench.clock.advance(std::chrono::days{5});
    ASSERT_EQ(activate().status, 200);
    EXPECT_EQ(activate().header("Idempotency-Replayed"), "true");
    bench.clock.advance(-std::chrono::days{5});
    EXPECT_EQ(reason(activate()), "code_unknown");
}

TEST(CodesOfAClockAhead, GoOn) {
    ApiBench bench;
    bench.clock.advance(jump);
    auto const room = bench.make_terminal(bench.ours);
    bench.clock.advance(-jump);
    EXPECT_EQ(bench.activate(room.code.reveal()).status, 200);
}

}  // namespace
}  // namespace roomkey
