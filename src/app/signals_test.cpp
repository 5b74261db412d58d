#include "app/signals.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

namespace roomkey {
namespace {

bool is_blocked(int signal) {
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    return sigismember(&mask, signal) == 1;
}

TEST(Signals, AreTakenOneByOne) {
    Signals signals;
    for (int const signal : {SIGTERM, SIGINT, SIGHUP}) {
        ASSERT_EQ(::raise(signal), 0);
        EXPECT_EQ(signals.wait(), signal);
    }
    EXPECT_EQ(signals.wait_for(Duration::zero()), std::nullopt);
}

TEST(Signals, AreFoundByAskingOnly) {
    Signals signals;
    EXPECT_EQ(signals.wait_for(Duration::zero()), std::nullopt);
    ASSERT_EQ(::raise(SIGTERM), 0);
    EXPECT_EQ(signals.wait_for(Duration::zero()), SIGTERM);
}

TEST(Signals, EndALongWaitAtOnce) {
    Signals signals;
    ASSERT_EQ(::raise(SIGINT), 0);
    EXPECT_EQ(signals.wait_for(std::chrono::hours{24}), SIGINT);
}

TEST(Signals, LeaveNothingBehind) {
    ASSERT_FALSE(is_blocked(SIGTERM));
    {
        Signals const signals;
        EXPECT_TRUE(is_blocked(SIGTERM));
        // Were it still pending when the block is lifted, this program would end here.
        ASSERT_EQ(::raise(SIGTERM), 0);
    }
    EXPECT_FALSE(is_blocked(SIGTERM));
}

TEST(Signals, KeepAClosedPipeFromEndingTheProgram) {
    Signals const signals;
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    ::close(ends[0]);
    EXPECT_EQ(::write(ends[1], "x", 1), -1);
    EXPECT_EQ(errno, EPIPE);
    ::close(ends[1]);
}

}  // namespace
}  // namespace roomkey
