#include "cli/reference/reference_commands.hpp"

#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ReferenceCommands : public CommandBench {};

TEST_F(ReferenceCommands, PrintTheManualOfAllCommands) {
    EXPECT_EQ(run({"manual"}), exit_ok);
    EXPECT_THAT(out, StartsWith(".TH ROOMKEY 1 \"\" \"roomkey 1.2.3\" "));
    for (auto const* command : {"init", "code add", "key reseal", "call", "manual"}) {
        EXPECT_THAT(out, HasSubstr(".SS \"" + std::string(command) + "\"\n"));
    }
    EXPECT_THAT(out, HasSubstr("\\fBAddDepartment\\fR\n"));
}

TEST_F(ReferenceCommands, PrintACompletionForEachShell) {
    EXPECT_EQ(run({"completion", "bash"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("\ncomplete -F _roomkey roomkey\n"));
    EXPECT_THAT(out, HasSubstr("        ' corp') choices='"));
    EXPECT_THAT(out, HasSubstr("' serve --config'"));
    EXPECT_EQ(run({"completion", "zsh"}), exit_ok);
    EXPECT_THAT(out, StartsWith("#compdef roomkey\n"));
    EXPECT_EQ(run({"completion", "fish"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("\\' code add\\'' -l name "));
    EXPECT_EQ(run({"completion", "tcsh"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("bash, zsh, fish"));
    EXPECT_EQ(run({"completion"}), exit_usage);
}

}  // namespace
}  // namespace roomkey
