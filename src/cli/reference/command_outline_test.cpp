#include "cli/reference/command_outline.hpp"

#include <gmock/gmock.h>

namespace roomkey {
namespace {

using ::testing::ElementsAre;

/// A program with a command of each kind.
class Outline : public ::testing::Test {
protected:
    Outline() : app_("Does things.", "tool") {
        auto& group = *app_.add_subcommand("code", "Codes");
        auto& add = *group.add_subcommand("add", "Add one,\nor  more");
        add.add_option("NAME,--name,-n", name_, "Its name")->type_name("")->required();
        add.add_option("--config", file_, "Settings")->type_name("FILE");
        add.add_flag("--json", is_json_, "As JSON");
        auto& changes = *add.add_option_group("Changes");
        changes.add_option("--size", size_, "Its size");
        add.footer("Two\nlines.");
        app_.add_subcommand("list", "All");
    }

    CLI::App app_;
    std::string name_;
    std::string file_;
    bool is_json_ = false;
    int size_ = 0;
};

TEST_F(Outline, HasEveryCommandUnderItsPath) {
    auto const outline = outline_of(app_);
    std::vector<std::string> paths;
    for (auto const* command : all_commands(outline)) paths.push_back(command->path);
    EXPECT_THAT(paths, ElementsAre("", "code", "code add", "list"));
    EXPECT_EQ(outline.description, "Does things.");
    EXPECT_EQ(outline.name(), "");
    auto const& add = outline.subcommands.at(0).subcommands.at(0);
    EXPECT_EQ(add.name(), "add");
    EXPECT_EQ(add.description, "Add one, or more");
    EXPECT_EQ(add.footer, "Two\nlines.");
}

TEST_F(Outline, TellsArgumentsFlagsAndSwitchesApart) {
    auto const outline = outline_of(app_);
    auto const& options = outline.subcommands.at(0).subcommands.at(0).options;
    ASSERT_EQ(options.size(), 5U);
    auto const& help = options[0];
    EXPECT_THAT(help.names, ElementsAre("-h", "--help"));
    EXPECT_FALSE(help.takes_value || help.is_argument || help.is_required);
    auto const& name = options[1];
    EXPECT_THAT(name.names, ElementsAre("NAME", "-n", "--name"));
    EXPECT_THAT(name.flags(), ElementsAre("-n", "--name"));
    EXPECT_TRUE(name.takes_value && name.is_argument && name.is_required);
    EXPECT_FALSE(name.takes_file());
    auto const& config = options[2];
    EXPECT_EQ(config.value, "FILE");
    EXPECT_TRUE(config.takes_value && config.takes_file());
    EXPECT_FALSE(config.is_argument || config.is_required);
    auto const& json = options[3];
    EXPECT_EQ(json.value, "");
    EXPECT_EQ(json.description, "As JSON");
    // Of a group, which is no command of its own.
    EXPECT_THAT(options[4].names, ElementsAre("--size"));
    EXPECT_FALSE(json.takes_value);
}

}  // namespace
}  // namespace roomkey
