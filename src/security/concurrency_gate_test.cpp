#include "security/concurrency_gate.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

namespace roomkey {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds no_wait{0};
constexpr milliseconds long_wait = std::chrono::minutes{10};

TEST(ConcurrencyGate, RefusesOneMoreThanItHolds) {
    ConcurrencyGate gate{2, no_wait};
    auto const first = gate.enter();
    auto const second = gate.enter();
    EXPECT_TRUE(first);
    EXPECT_TRUE(second);
    EXPECT_FALSE(gate.enter());
}

TEST(ConcurrencyGate, HasAPlaceAgainWhenAPassDies) {
    ConcurrencyGate gate{1, no_wait};
    { auto const pass = gate.enter(); }
    EXPECT_TRUE(gate.enter());
}

TEST(ConcurrencyGate, CountsAMovedPassOnce) {
    ConcurrencyGate gate{1, no_wait};
    {
        auto first = gate.enter();
        ConcurrencyGate::Pass const moved = std::move(*first);
        first.reset();
        EXPECT_FALSE(gate.enter());
    }
    auto const one = gate.enter();
    EXPECT_TRUE(one);
    EXPECT_FALSE(gate.enter());
}

TEST(ConcurrencyGate, LetsEveryWaitingCallerInOnceAndNeverTooManyTogether) {
    constexpr int inside_max = 3;
    ConcurrencyGate gate{inside_max, long_wait};
    std::atomic<int> inside = 0;
    std::atomic<int> entered = 0;
    std::atomic<bool> is_overfull = false;
    std::vector<std::jthread> callers;
    for (int caller = 0; caller < 8; ++caller) {
        callers.emplace_back([&] {
            for (int i = 0; i < 500; ++i) {
                auto const pass = gate.enter();
                if (!pass) return;
                if (++inside > inside_max) is_overfull = true;
                ++entered;
                --inside;
            }
        });
    }
    callers.clear();
    EXPECT_EQ(entered, 8 * 500);
    EXPECT_FALSE(is_overfull);
}

}  // namespace
}  // namespace roomkey
