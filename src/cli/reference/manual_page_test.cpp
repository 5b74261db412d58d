#include "cli/reference/manual_page.hpp"

#include <gmock/gmock.h>

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

CommandOutline program_with(CommandOutline command) {
    CommandOutline program{"", "Does things.", "First steps:\n  roomkey init", {}, {}};
    program.options.push_back({{"-h", "--help"}, "", "Print this", false, false, false});
    program.subcommands.push_back(std::move(command));
    return program;
}

TEST(ManualPage, BeginsWithNameAndVersion) {
    auto const page = manual_page(program_with({"serve", "Serve", "", {}, {}}), "1.2.3");
    EXPECT_THAT(page, StartsWith(".TH ROOMKEY 1 \"\" \"roomkey 1.2.3\" \"roomkey\"\n"
                                 ".SH NAME\nroomkey \\- Does things.\n"
                                 ".SH SYNOPSIS\n\\fBroomkey\\fR \\fICOMMAND\\fR ...\n"));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nPrint this\n"));
    EXPECT_THAT(page, HasSubstr(".nf\nFirst steps:\n  roomkey init\n.fi\n"));
}

TEST(ManualPage, DescribesACommandWithItsOptions) {
    CommandOutline add{"code add", "Add one", "Note.", {}, {}};
    add.options.push_back({{"-h", "--help"}, "", "Print this", false, false, false});
    add.options.push_back({{"NAME", "--name"}, "", "Its name", true, true, true});
    add.options.push_back({{"--config"}, "FILE", "Settings", false, false, true});
    auto const page = manual_page(program_with({"code", "Codes", "", {}, {add}}), "1");
    EXPECT_THAT(page, HasSubstr(".SS \"code add\"\n"
                                "\\fBroomkey code add\\fR [\\fIOPTION\\fR]... \\fINAME\\fR\n"
                                ".PP\nAdd one\n"
                                ".TP\n\\fINAME\\fR, \\fB\\-\\-name\\fR (required)\nIts name\n"
                                ".TP\n\\fB\\-\\-config\\fR \\fIFILE\\fR\nSettings\n"
                                ".PP\n.nf\nNote.\n.fi\n"));
}

TEST(ManualPage, LeavesNothingThatTroffWouldRead) {
    auto const page =
        manual_page(program_with({"serve", ".hidden \\n", "'one\n.two", {}, {}}), "1");
    EXPECT_THAT(page, HasSubstr("\n\\&.hidden \\en\n"));
    EXPECT_THAT(page, HasSubstr("\n\\&'one\n\\&.two\n"));
}

TEST(ManualPage, OnlyListsWhatWouldBeABook) {
    CommandOutline call{"call", "Any operation", "", {}, {}};
    auto const name = [](int number) { return "call Operation" + std::to_string(number); };
    for (int number = 1; number <= 20; ++number) {
        call.subcommands.push_back({name(number), "One of many", "", {}, {}});
    }
    EXPECT_THAT(manual_page(program_with(call), "1"), HasSubstr(".SS \"call Operation20\"\n"));
    call.subcommands.push_back({name(21), "One of many", "", {}, {}});
    auto const page = manual_page(program_with(call), "1");
    EXPECT_THAT(page, Not(HasSubstr(".SS \"call Operation")));
    EXPECT_THAT(page, HasSubstr(".TP\n\\fBOperation21\\fR\nOne of many\n"));
}

}  // namespace
}  // namespace roomkey
