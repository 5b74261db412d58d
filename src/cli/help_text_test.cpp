#include <map>
#include <set>
#include <sstream>

#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

/// Looks through the help of the program and of every command that it names.
class HelpText : public CommandBench {
protected:
    /// The help of each command, under its words.
    std::map<std::string, std::string> all() {
        std::map<std::string, std::string> helps;
        collect({}, helps);
        return helps;
    }

private:
    void collect(std::vector<std::string> const& command,
                 std::map<std::string, std::string>& helps) {
        auto words = command;
        words.emplace_back("--help");
        EXPECT_EQ(run(words), exit_ok);
        std::string name;
        for (auto const& word : command) name += (name.empty() ? "" : " ") + word;
        helps[name] = out;
        std::istringstream lines(out);
        bool is_subcommand = false;
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with(' ')) {
                is_subcommand = line == "Subcommands:";
            } else if (is_subcommand) {
                auto further = command;
                further.push_back(line.substr(2, line.find(' ', 2) - 2));
                collect(further, helps);
            }
        }
    }
};

/// The names in front of the descriptions: of flags and of arguments.
std::vector<std::string> listed_names(std::string const& help) {
    std::vector<std::string> names;
    std::istringstream lines(help);
    bool is_list = false;
    for (std::string line; std::getline(lines, line);) {
        auto const start = line.find_first_not_of(' ');
        bool const is_heading = line.ends_with("Positionals:") || line.ends_with("Options:");
        if (is_heading || start == std::string::npos) {
            is_list = is_heading;
        } else if (is_list && start <= 4) {
            std::istringstream column(line.substr(start, line.find(' ', start) - start));
            for (std::string name; std::getline(column, name, ',');) names.push_back(name);
        }
    }
    return names;
}

TEST_F(HelpText, NamesNothingTwice) {
    auto const helps = all();
    for (auto const* command : {"", "user add", "code delete", "key use", "errors", "terminal"}) {
        EXPECT_TRUE(helps.contains(command)) << command;
    }
    for (auto const& [command, help] : helps) {
        auto const names = listed_names(help);
        EXPECT_FALSE(names.empty()) << command;
        std::set<std::string> seen;
        for (auto const& name : names) {
            EXPECT_TRUE(seen.insert(name).second) << command << ": " << name;
        }
        // The library puts the name of a check after that of a type.
        EXPECT_EQ(help.find("FILE:FILE"), std::string::npos) << command;
    }
}

TEST_F(HelpText, ListsAnArgumentWithTheFlagThatStandsForIt) {
    auto const helps = all();
    EXPECT_THAT(helps.at("user add"), ::testing::HasSubstr("\n  ACCOUNT,--account REQUIRED"));
    EXPECT_THAT(helps.at("user add"), ::testing::HasSubstr("user add [OPTIONS] ACCOUNT\n"));
    EXPECT_THAT(helps.at("code delete"), ::testing::HasSubstr("delete [OPTIONS] CODE_ID...\n"));
    EXPECT_THAT(helps.at("errors"), ::testing::HasSubstr("errors [OPTIONS] [CODE]\n"));
    EXPECT_THAT(helps.at("errors"), ::testing::HasSubstr("\n  CODE,--find"));
}

}  // namespace
}  // namespace roomkey
