#include "usecase/terminal/terminal_feed.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace roomkey {
namespace {

TEST(TerminalFeed, WakesTheWatchersOfOneBindingOnly) {
    TerminalFeed feed;
    int first = 0;
    int second = 0;
    auto const one = feed.subscribe(BindingId{"a"}, [&] { ++first; });
    auto const two = feed.subscribe(BindingId{"b"}, [&] { ++second; });
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
        auto one = feed.subscribe(BindingId{"a"}, [&] { ++calls; });
        TerminalFeed::Subscription moved = std::move(one);
        feed.wake(BindingId{"a"});
    }
    feed.wake(BindingId{"a"});
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(feed.watcher_count(), 0U);
}

TEST(TerminalFeed, MayBeUsedFromManyThreads) {
    TerminalFeed feed;
    std::atomic<int> calls{0};
    std::vector<std::thread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round) {
                auto const one = feed.subscribe(BindingId{"a"}, [&] { ++calls; });
                feed.wake(BindingId{"a"});
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_GE(calls.load(), 8 * 500);
    EXPECT_EQ(feed.watcher_count(), 0U);
}

}  // namespace
}  // namespace roomkey
