#include "usecase/terminal/terminal_feed.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace roomkey {
namespace {

template <class Count>
TerminalFeed::Watcher counting(Count& wakes) {
    return {[&wakes] { ++wakes; }, [] {}};
}

TEST(TerminalFeed, WakesTheWatchersOfOneBindingOnly) {
    TerminalFeed feed;
    int first = 0;
    int second = 0;
    auto const one = feed.subscribe(BindingId{"a"}, counting(first));
    auto const two = feed.subscribe(BindingId{"b"}, counting(second));
    feed.wake(BindingId{"a"});
    feed.wake(BindingId{"nobody"});
    EXPECT_EQ(first, 1);
    EXPECT_EQ(second, 0);
    feed.wake_all();
    EXPECT_EQ(first, 2);
    EXPECT_EQ(second, 1);
}

TEST(TerminalFeed, ForgetsASubscriptionThatEnded) {
    TerminalFeed feed;
    int calls = 0;
    {
        auto one = feed.subscribe(BindingId{"a"}, counting(calls));
        TerminalFeed::Subscription moved = std::move(one);
        feed.wake(BindingId{"a"});
    }
    feed.wake(BindingId{"a"});
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(feed.watcher_count(), 0U);
}

TEST(TerminalFeed, ReplacesTheOldestWatcherOfABindingThatHasTooMany) {
    TerminalFeed feed;
    std::vector<int> wakes(5);
    std::vector<std::size_t> replaced;
    std::vector<TerminalFeed::Subscription> held;
    auto const watch = [&](std::size_t number) {
        held.push_back(feed.subscribe(
            BindingId{"a"},
            {[&, number] { ++wakes[number]; }, [&, number] { replaced.push_back(number); }}));
    };
    int others = 0;
    auto const other = feed.subscribe(BindingId{"b"}, counting(others));
    for (std::size_t i = 0; i < TerminalFeed::watchers_max; ++i) watch(i);
    EXPECT_TRUE(replaced.empty());
    watch(3);
    EXPECT_EQ(replaced, std::vector<std::size_t>{0});
    watch(4);
    EXPECT_EQ(replaced, (std::vector<std::size_t>{0, 1}));
    feed.wake_all();
    EXPECT_EQ(wakes, (std::vector<int>{0, 0, 1, 1, 1}));
    EXPECT_EQ(others, 1);
    // The end of a replaced one takes nothing from the others.
    held.erase(held.begin(), held.begin() + 2);
    EXPECT_EQ(feed.watcher_count(), TerminalFeed::watchers_max + 1);
}

TEST(TerminalFeed, MayBeUsedFromManyThreads) {
    TerminalFeed feed;
    std::atomic<int> calls{0};
    std::vector<std::thread> threads;
    int const count = TerminalFeed::watchers_max;
    threads.reserve(count);
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round) {
                auto const one = feed.subscribe(BindingId{"a"}, counting(calls));
                feed.wake(BindingId{"a"});
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_GE(calls.load(), count * 500);
    EXPECT_EQ(feed.watcher_count(), 0U);
}

}  // namespace
}  // namespace roomkey
