#include "cli/text/shell_word.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(ShellWord, LeavesWhatNoShellReadsOtherwise) {
    for (auto const* text : {"ann", "admin@123456789", "/srv/room_key-1", "tv_0a,b=c:d+e%f"}) {
        EXPECT_EQ(shell_word(text), text);
    }
}

TEST(ShellWord, QuotesEverythingElse) {
    EXPECT_EQ(shell_word(""), "''");
    EXPECT_EQ(shell_word("room 7"), "'room 7'");
    EXPECT_EQ(shell_word("$(reboot)"), "'$(reboot)'");
    EXPECT_EQ(shell_word("~/data"), "'~/data'");
    EXPECT_EQ(shell_word("会议"), "'会议'");
    EXPECT_EQ(shell_word("o'neill"), "'o'\\''neill'");
}

TEST(ShellWord, ShowsNoControlCharacter) { EXPECT_EQ(shell_word("a\x1b[2Jb"), "'a?[2Jb'"); }

}  // namespace
}  // namespace roomkey
