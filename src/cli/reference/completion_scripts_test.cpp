#include "cli/reference/completion_scripts.hpp"

#include <gmock/gmock.h>

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// `roomkey code add [--name TEXT] [--config FILE] [--json]` and nothing else.
CommandOutline small_program() {
    CommandOutline add{"code add", "Add one, it's new", "", {}, {}};
    add.options.push_back({{"NAME", "--name"}, "", "Its name", true, true, true});
    add.options.push_back({{"--config"}, "FILE", "Settings", false, false, true});
    add.options.push_back({{"-j", "--json"}, "", "As JSON", false, false, false});
    CommandOutline const code{"code", "Codes", "", {}, {add}};
    return {"", "Does things.", "", {}, {code}};
}

TEST(CompletionScripts, BashKnowsTheWordsAfterEachCommand) {
    auto const script = bash_completion(small_program());
    EXPECT_THAT(script, HasSubstr("            ' code' | ' code add') at=\"$at $each\" ;;\n"));
    EXPECT_THAT(script, HasSubstr("        '') choices='code' ;;\n"
                                  "        ' code') choices='add' ;;\n"
                                  "        ' code add') choices='--name --config -j --json' ;;\n"
                                  "    esac\n"));
    EXPECT_THAT(script, HasSubstr("        ' code add --config')\n"));
    EXPECT_THAT(script, HasSubstr("        ' code add --name') return ;;\n"));
}

TEST(CompletionScripts, ZshDescribesTheWords) {
    auto const script = zsh_completion(small_program());
    EXPECT_THAT(script, HasSubstr("#compdef roomkey\n"));
    EXPECT_THAT(script, HasSubstr("        ' code') choices=(\n"
                                  "            'add:Add one, it'\\''s new'\n"
                                  "        ) ;;\n"));
    EXPECT_THAT(script, HasSubstr("            '--json:As JSON'\n"));
    EXPECT_THAT(script, Not(HasSubstr("NAME")));
}

TEST(CompletionScripts, FishDescribesTheWords) {
    auto const script = fish_completion(small_program());
    EXPECT_THAT(script, HasSubstr("            case ' code' ' code add'\n"));
    EXPECT_THAT(script, HasSubstr("complete -c roomkey -n '__roomkey_at \\' code\\'' -f -a add "
                                  "-d 'Add one, it\\'s new'\n"));
    EXPECT_THAT(script, HasSubstr("\\' code add\\'' -l name -x -d 'Its name'\n"));
    EXPECT_THAT(script, HasSubstr("\\' code add\\'' -l config -r -F -d 'Settings'\n"));
    EXPECT_THAT(script, HasSubstr("\\' code add\\'' -s j -l json -d 'As JSON'\n"));
}

TEST(CompletionScripts, NoListIsLeftOpen) {
    for (auto const& script : {bash_completion(small_program()), zsh_completion(small_program()),
                               fish_completion(small_program())}) {
        for (auto const* mark : {"@COMMANDS@", "@FILE_FLAGS@", "@VALUE_FLAGS@", "@WORDS@"}) {
            EXPECT_THAT(script, Not(HasSubstr(mark)));
        }
    }
}

}  // namespace
}  // namespace roomkey
