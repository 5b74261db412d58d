#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <thread>

#include "storage/sql/terminal/codes.hpp"
#include "tests/api/api_bench.hpp"
#include "tests/fakes/flaky_store.hpp"

namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

/// Eleven digits that are not a code here, different for each number.
std::string wrong_code(int number) {
    auto const text = std::to_string(number);
    return std::string(11 - text.size(), '0') + text;
}

TEST(Guessing, LocksASourceAtItsTenthWrongCodeForTenMinutes) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(bench.activate(wrong_code(i)).status, 400);
    auto const locked = bench.activate(terminal.code.reveal());
    EXPECT_EQ(locked.status, 429);
    EXPECT_EQ(locked.error_code(), "USG.201040012");
    EXPECT_EQ(locked.header("Retry-After"), "600");
    bench.source = "192.0.2.2";
    EXPECT_EQ(bench.activate(wrong_code(0)).status, 400);
    bench.source = "192.0.2.1";
    bench.clock.advance(minutes{10} - Duration{1});
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 429);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST(Guessing, IsNeverClearedByASuccessAndForgetsAfterTheWindow) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    for (int i = 0; i < 9; ++i) bench.activate(wrong_code(i));
    ASSERT_EQ(bench.activate(terminal.code.reveal()).status, 200);
    EXPECT_EQ(bench.activate(wrong_code(9)).status, 400);
    EXPECT_EQ(bench.activate(wrong_code(10)).status, 429);

    bench.source = "192.0.2.9";
    for (int i = 0; i < 9; ++i) bench.activate(wrong_code(i));
    bench.clock.advance(minutes{5});
    for (int i = 0; i < 9; ++i) EXPECT_EQ(bench.activate(wrong_code(i)).status, 400);
}

TEST(Guessing, CountsARepeatedCodeOnce) {
    ApiBench bench;
    auto const stale = bench.make_terminal(bench.ours);
    auto const next_door = bench.make_terminal(bench.ours);
    ASSERT_EQ(
        bench.send_as(bench.admin_token(bench.ours), "PUT", reset_target(stale.account)).status,
        200);
    for (int i = 0; i < 12; ++i) {
        EXPECT_EQ(bench.activate(stale.code.reveal(), "SN" + std::to_string(i % 3)).error_code(),
                  "USG.201050012");
    }
    // The same code however it is typed.
    auto typed = stale.code.reveal();
    typed.insert(3, " \u2013 ");
    for (int i = 0; i < 12; ++i) EXPECT_EQ(bench.activate(typed).status, 400);
    EXPECT_EQ(bench.activate(next_door.code.reveal()).status, 200);
}

TEST(Guessing, ChecksARepeatedCodeAlongWithTheCountersUntilItIsGood) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    FlakyStore flaky(*bench.store);
    bench.restart_over(flaky);
    EXPECT_EQ(bench.activate(wrong_code(1)).status, 400);
    // A repetition takes only one query; a new code needs a transaction after it.
    flaky.fail_after(1, FlakyStore::Fault::before);
    EXPECT_EQ(bench.activate(wrong_code(1)).error_code(), "USG.201050012");
    EXPECT_FALSE(flaky.heal());
    flaky.fail_after(1, FlakyStore::Fault::before);
    EXPECT_EQ(bench.activate(wrong_code(2)).status, 503);
    EXPECT_TRUE(flaky.heal());

    // The device that repeats a code may be waiting for it to be made.
    ActiveCode made;
    made.hash = bench.services->code_issue.lookup(wrong_code(1));
    made.created_at = bench.clock.now();
    made.expires_at = bench.clock.now() + minutes{1};
    auto const replaced = bench.store->write(
        [&](Transaction& tx) { return replace_code(tx, terminal.user_id, made); });
    ASSERT_TRUE(replaced.ok());
    EXPECT_EQ(bench.activate(wrong_code(1)).status, 200);
    // The failing database goes first.
    bench.restart_over(*bench.store);
}

TEST(Guessing, LosersOfARaceKeepTheirSourceOpen) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const other = bench.make_terminal(bench.ours);
    std::atomic<int> won{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, i] {
            auto const sn = "SN" + std::to_string(i);
            won += bench.activate(terminal.code.reveal(), sn).status == 200 ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(won.load(), 1);
    EXPECT_EQ(bench.activate(other.code.reveal()).status, 200);
}

TEST(Guessing, DoesNotCountWhatCannotBeACode) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    for (auto const* const text : {"hello", "1234567", "ABCDEFGHJKMNPQRS"}) {
        for (int i = 0; i < 10; ++i) {
            EXPECT_EQ(bench.activate(text + std::string(i % 2, ' ')).error_code(), "USG.000000003");
        }
    }
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST(Guessing, GivesOneNetworkOnlyAShare) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    int examined = 0;
    for (int subnet = 0; subnet < 62; ++subnet) {
        char text[48];
        (void)std::snprintf(text, sizeof text, "2001:db8:1:%x::1", subnet * 256);
        bench.source = text;
        for (int i = 0; i < 10; ++i) {
            examined += bench.activate(wrong_code(subnet * 10 + i)).status == 400 ? 1 : 0;
        }
    }
    EXPECT_EQ(examined, 60);
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 429);
    bench.source = "2001:db8:2::1";
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST(Guessing, GivesASiteHalfOfTheNetworksShare) {
    ApiBench bench;
    int examined = 0;
    for (int subnet = 0; subnet < 16; ++subnet) {
        bench.source = "2001:db8:1:" + std::to_string(subnet) + "::1";
        for (int i = 0; i < 10; ++i) {
            examined += bench.activate(wrong_code(subnet * 10 + i)).status == 400 ? 1 : 0;
        }
    }
    EXPECT_EQ(examined, 30);
    bench.source = "2001:db8:1:100::1";
    EXPECT_EQ(bench.activate(wrong_code(999)).status, 400);
}

TEST(Guessing, GivesAnIpv4NeighbourhoodItsShareUntilItsWindowIsOver) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    int examined = 0;
    for (int host = 1; host <= 200; ++host) {
        bench.source = "198.51.100." + std::to_string(host);
        examined += bench.activate(wrong_code(host)).status == 400 ? 1 : 0;
    }
    EXPECT_EQ(examined, 60);
    bench.source = "198.51.100.250";
    auto const refused = bench.activate(terminal.code.reveal());
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "300");
    bench.clock.advance(minutes{5});
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST(Guessing, KeepsAShareOfTheMinuteForCleanNetworks) {
    ServicesOptions options;
    options.guess_limits.per_minute = 20;
    ApiBench bench(options);
    auto const terminal = bench.make_terminal(bench.ours);
    auto const guess = [&](int network, int number) {
        bench.source = "198.51." + std::to_string(network) + ".1";
        return bench.activate(wrong_code(number)).status;
    };
    // Three networks use up what is open to those with a wrong code.
    int examined = 0;
    for (int i = 0; i < 30; ++i) examined += guess(i % 3, i) == 400 ? 1 : 0;
    EXPECT_EQ(examined, 15);
    EXPECT_EQ(guess(1, 99), 429);
    bench.source = "203.0.113.1";
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
    // And so many others the rest: the limit on the whole service is exact.
    for (int i = 10; i < 15; ++i) EXPECT_EQ(guess(i, i), 400);
    EXPECT_EQ(guess(15, 15), 429);
}

TEST(Guessing, StopsTheWholeServiceForTheRestOfTheMinute) {
    ServicesOptions options;
    options.guess_limits.per_minute = 20;
    ApiBench bench(options);
    auto const terminal = bench.make_terminal(bench.ours);
    for (int i = 0; i < 20; ++i) {
        bench.source = "198.51." + std::to_string(i) + ".1";
        EXPECT_EQ(bench.activate(wrong_code(i)).status, 400);
    }
    bench.source = "203.0.113.1";
    auto const stopped = bench.activate(terminal.code.reveal());
    EXPECT_EQ(stopped.status, 429);
    auto const wait_s = std::stoi(stopped.header("Retry-After"));
    EXPECT_GE(wait_s, 1);
    EXPECT_LE(wait_s, 60);
    bench.clock.advance(seconds{wait_s});
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST(Guessing, ExaminesExactlyTheLimitOfAMinuteInARace) {
    ServicesOptions options;
    options.guess_limits.per_minute = 12;
    ApiBench bench(options);
    std::atomic<int> examined{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 32; ++i) {
        threads.emplace_back([&, i] {
            RequestContext const context{"id", "198.51." + std::to_string(i) + ".1",
                                         Language::en_us};
            ActivationRequest request;
            request.code = wrong_code(i);
            request.sn = "SN";
            auto const answer = bench.services->activate_terminal.run(request, context);
            examined += answer.error().code == ErrorCode::code_unknown ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(examined.load(), 12);
}

}  // namespace
}  // namespace roomkey
