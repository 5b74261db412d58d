#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>

#include "tests/api/pairing_bench.hpp"

// What bounds the guessing of user codes and numbers, and how many screens may ask.
namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class PairingRules : public testing::Test {
protected:
    Screen begin() { return screen_of(begin_pairing(bench)); }
    Answer poll_at_once(Screen const& screen) {
        return bench.send("POST", "/v1/terminal/pairing/poll",
                          R"({"pairingToken":")" + screen.token + "\"}");
    }
    static std::string reason(Answer const& answer) { return answer.header("X-Roomkey-Reason"); }

    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
};

TEST_F(PairingRules, LockAnAdministratorAtTheTenthCodeThatNoScreenShows) {
    auto const screen = begin();
    for (int i = 0; i < 9; ++i) {
        EXPECT_EQ(reason(find_pairing(bench, token, no_user_code(i))), "pairing_unknown");
    }
    EXPECT_EQ(find_pairing(bench, token, screen.user_code).status, 200);
    EXPECT_EQ(reason(find_pairing(bench, token, no_user_code(9))), "pairing_unknown");
    auto const locked = find_pairing(bench, token, screen.user_code);
    EXPECT_EQ(locked.status, 429);
    EXPECT_EQ(locked.header("Retry-After"), "600");
    EXPECT_EQ(approve_pairing(bench, token, screen, "any").status, 429);
    EXPECT_EQ(deny_pairing(bench, token, screen.user_code).status, 429);
    // One source, one count: it presents no activation codes either.
    EXPECT_EQ(bench.activate("00000000000").status, 429);
    bench.source = "198.51.100.1";
    EXPECT_EQ(find_pairing(bench, token, screen.user_code).status, 200);
}

TEST_F(PairingRules, CountTheSameWrongCodeOnceAndAnOldOneNever) {
    auto const old = begin();
    deny_pairing(bench, token, old.user_code);
    for (int i = 0; i < 12; ++i) {
        EXPECT_EQ(reason(find_pairing(bench, token, no_user_code(1))), "pairing_unknown");
        EXPECT_EQ(reason(find_pairing(bench, token, old.user_code)), "pairing_unknown");
    }
}

TEST_F(PairingRules, CountWrongNumbersWithWrongCodes) {
    for (int i = 0; i < 8; ++i) find_pairing(bench, token, no_user_code(i));
    auto screen = begin();
    auto const right = screen.number;
    for (int i = 0; i < 2; ++i) {
        screen.number = right;
        screen.number = screen.other_number(i);
        EXPECT_EQ(reason(approve_pairing(bench, token, screen, "any")), "pairing_number_wrong");
    }
    EXPECT_EQ(approve_pairing(bench, token, screen, "any").status, 429);
}

TEST_F(PairingRules, RecordWhatWasRefusedAndLocked) {
    for (int i = 0; i < 10; ++i) find_pairing(bench, token, no_user_code(i));
    std::set<std::string> seen;
    for (auto const& entry : bench.audit()) seen.insert(entry.operation + ' ' + entry.outcome);
    EXPECT_TRUE(seen.contains("find_pairing pairing_unknown"));
    EXPECT_TRUE(seen.contains("source_locked ok"));
    // Looking at a screen changes nothing, and leaves no record.
    EXPECT_FALSE(seen.contains("find_pairing ok"));
}

TEST_F(PairingRules, AllowSixtyScreensOfOneAddressInTenMinutes) {
    for (int i = 0; i < pairings_per_network_max; ++i) {
        ASSERT_EQ(begin_pairing(bench).status, 200) << i;
    }
    auto const refused = begin_pairing(bench);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "60");
    bench.source = "192.0.2.2";
    EXPECT_EQ(begin_pairing(bench).status, 200);
    bench.source = "192.0.2.1";
    bench.clock.advance(minutes{10} - Duration{1});
    EXPECT_EQ(begin_pairing(bench).status, 429);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(begin_pairing(bench).status, 200);
}

TEST_F(PairingRules, AllowFourTimesAsManyOfOneNetwork) {
    for (int i = 0; i < pairings_per_wide_network_max; ++i) {
        bench.source = "192.0.2." + std::to_string(1 + i % 100);
        ASSERT_EQ(begin_pairing(bench).status, 200) << i;
    }
    bench.source = "192.0.2.200";
    EXPECT_EQ(begin_pairing(bench).status, 429);
    bench.source = "198.51.100.1";
    EXPECT_EQ(begin_pairing(bench).status, 200);
}

TEST_F(PairingRules, PutOffAPollThatComesTooSoon) {
    auto const screen = begin();
    EXPECT_EQ(poll_pairing(bench, screen).field("state"), "pending");
    EXPECT_EQ(poll_at_once(screen).field("state"), "slow_down");
    ASSERT_EQ(approve_pairing(bench, token, screen, bench.make_terminal(bench.ours).account).status,
              200);
    bench.clock.advance(seconds{3} - Duration{1});
    EXPECT_EQ(poll_at_once(screen).field("state"), "slow_down");
    bench.clock.advance(Duration{1});
    EXPECT_EQ(poll_at_once(screen).field("state"), "bound");
}

TEST_F(PairingRules, BindOnceHoweverManyPollsComeTogether) {
    auto const screen = begin();
    auto const room = bench.make_terminal(bench.ours);
    ASSERT_EQ(approve_pairing(bench, token, screen, room.account).status, 200);
    bench.clock.advance(seconds{5});
    std::mutex mutex;
    std::set<std::string> credentials;
    std::set<std::string> states;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            auto const answer = poll_at_once(screen);
            std::lock_guard const lock(mutex);
            states.insert(answer.field("state"));
            auto const* const activation = answer.json.as_object().if_contains("activation");
            if (activation == nullptr) return;
            credentials.emplace(activation->at("accessToken").as_string().c_str());
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(states, std::set<std::string>{"bound"});
    EXPECT_EQ(credentials.size(), 1U);
}

TEST_F(PairingRules, AreBoundToTheScreenThatAsked) {
    auto const screen = begin();
    auto const other = begin();
    ASSERT_EQ(approve_pairing(bench, token, screen, bench.make_terminal(bench.ours).account).status,
              200);
    EXPECT_EQ(poll_pairing(bench, other).field("state"), "pending");
    auto guess = screen;
    guess.token.back() = guess.token.back() == 'x' ? 'y' : 'x';
    EXPECT_EQ(reason(poll_at_once(guess)), "pairing_unknown");
    // Nobody polls by what the screen shows.
    guess.token = screen.user_code;
    EXPECT_EQ(reason(poll_at_once(guess)), "pairing_unknown");
    EXPECT_EQ(poll_at_once(screen).field("state"), "bound");
}

}  // namespace
}  // namespace roomkey
