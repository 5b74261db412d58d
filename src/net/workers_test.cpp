#include "net/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>

namespace roomkey {
namespace {

/// Occupies the only thread of a pool until it is released.
class Occupied {
public:
    explicit Occupied(Workers& workers) {
        EXPECT_TRUE(workers.try_post([this] {
            is_running_.count_down();
            may_end_.wait();
        }));
        is_running_.wait();
    }
    void release() { may_end_.count_down(); }

private:
    std::latch is_running_{1};
    std::latch may_end_{1};
};

TEST(Workers, TakesJobsUpToTheQueueLimitAndRefusesOnePastIt) {
    std::atomic<int> ran = 0;
    {
        Workers workers(1, 3);
        Occupied occupied(workers);
        for (int i = 0; i < 3; ++i) EXPECT_TRUE(workers.try_post([&] { ++ran; }));
        EXPECT_FALSE(workers.try_post([&] { ++ran; }));
        EXPECT_EQ(workers.queue_length(), 3U);
        EXPECT_EQ(workers.figures().refused, 1U);
        EXPECT_EQ(workers.figures().waiting_max, 3U);
        occupied.release();
    }
    EXPECT_EQ(ran, 3);
}

TEST(Workers, LeavesHalfOfTheQueueToRequests) {
    Workers workers(1, 4);
    Occupied occupied(workers);
    EXPECT_TRUE(workers.try_post([] {}, Urgency::background));
    EXPECT_TRUE(workers.try_post([] {}, Urgency::background));
    EXPECT_FALSE(workers.try_post([] {}, Urgency::background));
    EXPECT_TRUE(workers.try_post([] {}));
    occupied.release();
}

TEST(Workers, AreExhaustedWhenTheQueueIsFullOrItsNextJobWaitsTooLong) {
    using std::chrono::hours;
    using std::chrono::milliseconds;
    Workers workers(1, 2);
    EXPECT_FALSE(workers.is_exhausted(milliseconds{0}));
    Occupied occupied(workers);
    EXPECT_EQ(workers.figures().oldest_wait, milliseconds{0});
    EXPECT_FALSE(workers.is_exhausted(milliseconds{0}));
    EXPECT_TRUE(workers.try_post([] {}));
    EXPECT_FALSE(workers.is_exhausted(hours{1}));
    // However short its wait, that is longer.
    EXPECT_TRUE(workers.is_exhausted(milliseconds{-1}));
    EXPECT_TRUE(workers.try_post([] {}));
    EXPECT_TRUE(workers.is_exhausted(hours{1}));
    occupied.release();
}

TEST(Workers, SurvivesAJobThatThrows) {
    std::promise<void> after;
    Workers workers(1, 8);
    EXPECT_TRUE(workers.try_post([] { throw std::runtime_error("broken job"); }));
    EXPECT_TRUE(workers.try_post([] { throw 7; }));
    EXPECT_TRUE(workers.try_post([&] { after.set_value(); }));
    after.get_future().wait();
    EXPECT_EQ(workers.failed_count(), 2U);
}

TEST(Workers, RunsAsManyJobsAtOnceAsItHasThreads) {
    std::latch together(3);
    Workers workers(3, 8);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(workers.try_post([&] { together.arrive_and_wait(); }));
    }
    together.wait();
}

}  // namespace
}  // namespace roomkey
