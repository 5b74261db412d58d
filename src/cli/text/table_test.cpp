#include "cli/text/table.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(Table, AlignsColumnsAndLeavesNoTrailingSpace) {
    EXPECT_EQ(
        render_table({"ID", "NAME", "STATUS"}, {{"1", "a longer name", ""}, {"22", "b", "x"}}),
        "ID  NAME           STATUS\n"
        "1   a longer name\n"
        "22  b              x\n");
}

TEST(Table, CountsWideCharactersTwice) {
    EXPECT_EQ(screen_width("会议室"), 6U);
    EXPECT_EQ(render_table({"NAME", "X"}, {{"会议室", "1"}, {"room", "2"}}),
              "NAME    X\n"
              "会议室  1\n"
              "room    2\n");
}

TEST(Table, CountsWhatTakesNoRoomAsNothing) {
    EXPECT_EQ(screen_width("e\xCC\x81"), 1U);
    EXPECT_EQ(screen_width("ก็"), 1U);
    EXPECT_EQ(screen_width("a\u200Cb"), 2U);
}

TEST(Table, ShowsFieldsAligned) {
    EXPECT_EQ(render_fields({{"App ID", "x"}, {"Password", "y"}}), "App ID    x\nPassword  y\n");
}

TEST(Printable, TakesOutWhatSteersATerminalWindow) {
    EXPECT_EQ(printable("a\x1b[31mb\r\nc\x7f"), "a?[31mb??c?");
    EXPECT_EQ(printable("a\xC2\x9B"
                        "31m"),
              "a?31m");
    EXPECT_EQ(printable("a\xFFz\u202Eb"), "a\uFFFDz?b");
    EXPECT_EQ(printable("é会"), "é会");
}

}  // namespace
}  // namespace roomkey
