#include "app/start_attempts.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <deque>
#include <latch>
#include <memory>

#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

class StartAttempts : public testing::Test {
protected:
    static Obstacle passing(std::string detail) {
        return {unavailable(std::move(detail)), awaited_store};
    }

    /// One after the other; none at the end.
    std::function<std::optional<Obstacle>()> failing_with(std::deque<Obstacle> obstacles) {
        auto const left = std::make_shared<std::deque<Obstacle>>(std::move(obstacles));
        return [this, left]() -> std::optional<Obstacle> {
            ++attempts_;
            if (left->empty()) return std::nullopt;
            auto obstacle = left->front();
            left->pop_front();
            return obstacle;
        };
    }

    Result<StartEnd> run(std::function<std::optional<Obstacle>()> const& attempt) {
        return attempt_to_start(attempt, [this](Duration /*pause*/) { return next_signal(); }, log_,
                                {std::chrono::milliseconds{1}, std::chrono::milliseconds{2}});
    }

    /// Signals come once so many attempts were made.
    std::optional<int> next_signal() {
        if (signals_.empty() || attempts_ < signal_after_) return std::nullopt;
        int const signal = signals_.front();
        signals_.pop_front();
        return signal;
    }

    RecordingLog log_;
    std::atomic<int> attempts_{0};
    int signal_after_ = 0;
    std::deque<int> signals_;
};

TEST_F(StartAttempts, AreOneIfNothingIsInTheWay) {
    auto const end = run(failing_with({}));
    ASSERT_TRUE(end.ok());
    EXPECT_TRUE(end->is_connected);
    EXPECT_FALSE(end->abandoned.joinable() || end->is_reload_due);
    EXPECT_EQ(attempts_, 1);
    EXPECT_EQ(log_.text(), "");
}

TEST_F(StartAttempts, GoOnUntilTheObstacleHasPassedAndTellEachOnce) {
    auto const end = run(failing_with({passing("refused"),
                                       passing("refused"),
                                       {unavailable("it exited with status 1"), awaited_keys},
                                       passing("refused")}));
    ASSERT_TRUE(end.ok());
    EXPECT_TRUE(end->is_connected);
    EXPECT_EQ(attempts_, 5);
    EXPECT_EQ(log_.text(),
              "waiting for=store detail=refused\nwaiting for=keys detail=it exited with status 1\n"
              "waiting for=store detail=refused\n");
}

TEST_F(StartAttempts, EndWithAnObstacleThatDoesNotPass) {
    auto const end = run(failing_with({passing("refused"), {unavailable("wrong keys")}}));
    ASSERT_FALSE(end.ok());
    EXPECT_EQ(end.error().detail, "wrong keys");
    EXPECT_EQ(attempts_, 2);
}

TEST_F(StartAttempts, StopBetweenTwoOnASignal) {
    for (int const signal : {SIGTERM, SIGINT}) {
        attempts_ = 0;
        signal_after_ = 2;
        signals_ = {signal};
        std::deque<Obstacle> const many(100, passing("refused"));
        auto const end = run(failing_with(many));
        ASSERT_TRUE(end.ok());
        EXPECT_FALSE(end->is_connected);
        EXPECT_LT(attempts_, 100);
    }
}

TEST_F(StartAttempts, StopWithinOneThatHangs) {
    std::latch released{1};
    signals_ = {SIGTERM};
    signal_after_ = 1;
    {
        auto const end = run([&]() -> std::optional<Obstacle> {
            ++attempts_;
            released.wait();
            return std::nullopt;
        });
        ASSERT_TRUE(end.ok());
        EXPECT_TRUE(end->abandoned.joinable());
        EXPECT_FALSE(end->is_connected);
        released.count_down();
    }
    EXPECT_EQ(attempts_, 1);
}

TEST_F(StartAttempts, GoOnAfterHangupAndRememberIt) {
    signals_ = {SIGHUP, SIGHUP};
    auto const end = run(failing_with({passing("refused"), passing("refused")}));
    ASSERT_TRUE(end.ok());
    EXPECT_TRUE(end->is_connected);
    EXPECT_TRUE(end->is_reload_due);
    EXPECT_EQ(attempts_, 3);
}

}  // namespace
}  // namespace roomkey
