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

/// A check that ends when it is told to.
class Slow {
public:
    ReadinessCheck check() {
        return {"store", [this]() -> Status {
                    if (++runs == 1) return Done{};
                    begun.set_value();
                    end.get_future().wait();
                    return unavailable("gone");
                }};
    }

    std::promise<void> begun;
    std::promise<void> end;
    int runs = 0;
};

TEST_F(ReadinessTest, ReturnsTheLastResultWhileItIsChecked) {
    Slow slow;
    Readiness readiness({slow.check()}, hours{1});
    EXPECT_FALSE(readiness.check());
    auto later = std::async(std::launch::async, [&] { return readiness.check().has_value(); });
    slow.begun.get_future().wait();
    EXPECT_TRUE(readiness.is_ready());
    EXPECT_EQ(slow.runs, 2);
    slow.end.set_value();
    EXPECT_TRUE(later.get());
    EXPECT_FALSE(readiness.is_ready());
}

TEST_F(ReadinessTest, IsNotReadyWhileACheckHangs) {
    Slow slow;
    Readiness readiness({slow.check()}, milliseconds{0});
    EXPECT_TRUE(readiness.is_ready());
    auto stuck = std::async(std::launch::async, [&] { return readiness.is_ready(); });
    slow.begun.get_future().wait();
    EXPECT_FALSE(readiness.is_ready());
    EXPECT_EQ(slow.runs, 2);
    slow.end.set_value();
    EXPECT_FALSE(stuck.get());
}

TEST_F(ReadinessTest, KeepsTheResultOfTheRunThatBeganLast) {
    Slow slow;
    Readiness readiness({slow.check()}, hours{1});
    EXPECT_FALSE(readiness.check());
    auto stuck = std::async(std::launch::async, [&] { return readiness.check().has_value(); });
    slow.begun.get_future().wait();
    slow.runs = 0;
    EXPECT_FALSE(readiness.check());
    slow.end.set_value();
    EXPECT_TRUE(stuck.get());
    EXPECT_TRUE(readiness.is_ready());
}

}  // namespace
}  // namespace roomkey
