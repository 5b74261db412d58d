#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace roomkey {

/// A flag or an argument, as the command itself describes it.
struct OutlineOption {
    std::vector<std::string> names;  ///< Such as "-h" and "--help"; an argument's own name first.
    std::string value;               ///< What it takes, such as "DIR"; empty for a switch.
    std::string description;         ///< One line.
    bool is_argument = false;        ///< Can be given without its flag.
    bool is_required = false;
    bool takes_value = false;

    [[nodiscard]] bool takes_file() const { return value == "FILE" || value == "DIR"; }
    /// The names that begin with a dash.
    [[nodiscard]] std::vector<std::string> flags() const;
};

/// A command and what it consists of.
struct CommandOutline {
    std::string path;  ///< Its words below the program, such as "code add"; empty for the program.
    std::string description;  ///< One line.
    std::string footer;       ///< Its further explanation, with line breaks.
    std::vector<OutlineOption> options;
    std::vector<CommandOutline> subcommands;

    /// The last word of `path`.
    [[nodiscard]] std::string name() const;
};

/// What manual page and completions are made from: the commands below `app`, in their order.
CommandOutline outline_of(CLI::App const& app, std::string const& path = {});

/// `outline` and all commands below it, each before its subcommands.
std::vector<CommandOutline const*> all_commands(CommandOutline const& outline);

}  // namespace roomkey
