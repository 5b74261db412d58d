#include "app/ops/readiness.hpp"

#include <gtest/gtest.h>

#include <future>

namespace roomkey {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

class ReadinessTest : public testing::Test {
protected:
    Status look() {
        ++runs_;
        if (is_well_) return Done{};
        return unavailable("disk on fire");
    }
    Readiness readiness(milliseconds age_max) {
        return Readiness({{"store", [this] { return look(); }}}, age_max);
    }

    bool is_well_ = true;
    int runs_ = 0;
};

TEST_F(ReadinessTest, NamesTheFirstCheckThatFails) {
    int later_runs = 0;
    Readiness readiness({{"serving", []() -> Status { return Done{}; }},
                         {"store", [this] { return look(); }},
                         {"keys", [&]() -> Status {
                              ++later_runs;
                              return Done{};
                          }}});
    EXPECT_FALSE(readiness.check());
    EXPECT_EQ(later_runs, 1);
    is_well_ = false;
    auto const failure = readiness.check();
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->check, "store");
    EXPECT_EQ(failure->error.detail, "disk on fire");
    EXPECT_EQ(later_runs, 1);
}

TEST_F(ReadinessTest, ChecksAgainOnlyWhenTheLastResultIsOld) {
    auto fresh = readiness(hours{1});
    EXPECT_TRUE(fresh.is_ready());
    is_well_ = false;
    EXPECT_TRUE(fresh.is_ready());
    EXPECT_EQ(runs_, 1);

    auto old = readiness(milliseconds{0});
    EXPECT_FALSE(old.is_ready());
    is_well_ = true;
    EXPECT_TRUE(old.is_ready());
    EXPECT_EQ(runs_, 3);
}

TEST_F(ReadinessTest, KnowsWhatACheckForAnotherCallerFound) {
    auto readiness = this->readiness(hours{1});
    is_well_ = false;
    EXPECT_TRUE(readiness.check());
    is_well_ = true;
    EXPECT_FALSE(readiness.is_ready());
    EXPECT_EQ(runs_, 1);
}

TEST_F(ReadinessTest, ReturnsTheLastResultWhileItIsChecked) {
    std::promise<void> begun;
    std::promise<void> end;
    int runs = 0;
    Readiness readiness({{"store",
                          [&]() -> Status {
                              ++runs;
                              begun.set_value();
                              end.get_future().wait();
                              return unavailable("gone");
                          }}},
                        milliseconds{0});
    auto first = std::async(std::launch::async, [&] { return readiness.is_ready(); });
    begun.get_future().wait();
    EXPECT_TRUE(readiness.is_ready());
    EXPECT_EQ(runs, 1);
    end.set_value();
    EXPECT_FALSE(first.get());
}

}  // namespace
}  // namespace roomkey
