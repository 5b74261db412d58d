#include "app/log/log_line.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(LogLine, LeavesPlainValuesBare) {
    EXPECT_EQ(log_line_text("request", {{"route", "reset_code"}, {"source", "2001:db8::1"}}),
              "event=request route=reset_code source=2001:db8::1");
}

TEST(LogLine, QuotesWhatCouldBeTakenForSomethingElse) {
    EXPECT_EQ(log_line_text("e", {{"a", ""}, {"b", "two words"}, {"c", "x=1"}}),
              R"(event=e a="" b="two words" c="x=1")");
    EXPECT_EQ(log_line_text("e", {{"a", R"(say "hi" \o/)"}}), R"(event=e a="say \"hi\" \\o/")");
}

TEST(LogLine, KeepsAValueFromForgingALine) {
    EXPECT_EQ(log_line_text("e", {{"a", "x\nevent=forged\r\t\x1b[2J\x7f"}}),
              R"(event=e a="x\nevent=forged\u000d\u0009\u001b[2J\u007f")");
    EXPECT_EQ(log_line_text("two words", {}), R"(event="two words")");
}

TEST(LogLine, EscapesWhatHidesOrTurnsText) {
    // C1 control, right-to-left override, line separator.
    EXPECT_EQ(log_line_text("e", {{"a", "\xC2\x85\xE2\x80\xAE\xE2\x80\xA8"}}),
              R"(event=e a="\u0085\u202e\u2028")");
}

TEST(LogLine, KeepsTextOfOtherScripts) {
    EXPECT_EQ(log_line_text("e", {{"a", "会议室"}, {"b", "é"}, {"c", "😀"}}),
              "event=e a=\"会议室\" b=\"é\" c=\"😀\"");
}

TEST(LogLine, ReplacesBytesThatAreNoText) {
    EXPECT_EQ(log_line_text("e", {{"a", "a\xFF\n"}}), "event=e a=\"a\xEF\xBF\xBD\\n\"");
}

TEST(LogLine, MakesMembersOfAJsonObject) {
    EXPECT_EQ(log_line_json("request", {{"status", "200"}, {"note", "a \"b\"\n"}, {"none", ""}}),
              R"("event":"request","status":"200","note":"a \"b\"\n","none":"")");
    EXPECT_EQ(log_line_json("e", {}), R"("event":"e")");
}

}  // namespace
}  // namespace roomkey
