#include "cli/text/shell_word.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/expect_texts.hpp"

namespace roomkey {
namespace {

TEST(ShellWord, LeavesWhatNoShellReadsOtherwise) {
    for (auto const* text : {"ann", "admin@123456789", "/srv/room_key-1", "tv_0a,b=c:d+e%f"}) {
        EXPECT_EQ(shell_word(text), text);
    }
}

TEST(ShellWord, QuotesEverythingElse) {
    expect_texts(shell_word, {{"", "''"},
                              {"room 7", "'room 7'"},
                              {"$(reboot)", "'$(reboot)'"},
                              {"~/data", "'~/data'"},
                              {"会议", "'会议'"},
                              {"o'neill", "'o'\\''neill'"}});
}

TEST(ShellWord, ShowsNoControlCharacter) { EXPECT_EQ(shell_word("a\x1b[2Jb"), "'a?[2Jb'"); }

}  // namespace
}  // namespace roomkey
