#include "app/keys/command_output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace roomkey {
namespace {

using std::chrono::milliseconds;

TEST(CommandOutput, IsWhatTheCommandPrints) {
    auto const output = command_output("printf 'a\\nb'; printf c");
    ASSERT_TRUE(output.ok()) << output.error().detail;
    EXPECT_EQ(output->reveal(), "a\nbc");
}

TEST(CommandOutput, IsRefusedWhenTheCommandFails) {
    auto const output = command_output("echo secret; exit 3");
    ASSERT_FALSE(output.ok());
    EXPECT_EQ(output.error().code, ErrorCode::unavailable);
    EXPECT_EQ(output.error().detail, "it exited with status 3");
    EXPECT_EQ(command_output("kill -9 $$").error().detail, "a signal terminated it");
    EXPECT_EQ(command_output("no-such-program-of-any-kind 2>/dev/null").error().detail,
              "it exited with status 127");
}

TEST(CommandOutput, IsWaitedForOnlySoLong) {
    // A child of the shell's, too, which holds the pipe.
    auto const output = command_output("sleep 600 & sleep 600", {milliseconds{50}, 100});
    ASSERT_FALSE(output.ok());
    EXPECT_EQ(output.error().detail, "it took too long");
}

TEST(CommandOutput, MayBeAsLongAsPermittedAndNotOneByteMore) {
    CommandLimits const limits{milliseconds{10'000}, 10};
    EXPECT_EQ(command_output("printf 0123456789", limits)->reveal(), "0123456789");
    EXPECT_EQ(command_output("printf 0123456789a", limits).error().detail, "it printed too much");
}

TEST(CommandOutput, ComesFromACommandWithoutThisProgramsFiles) {
    int const file = ::open("/dev/null", O_RDONLY);
    ASSERT_GE(file, 0);
    auto const output = command_output("test -e /proc/self/fd/" + std::to_string(file) +
                                       " && echo open || echo closed");
    ::close(file);
    EXPECT_EQ(output->reveal(), "closed\n");
    EXPECT_EQ(command_output("cat")->reveal(), "");
}

}  // namespace
}  // namespace roomkey
