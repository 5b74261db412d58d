#pragma once

#include <string>

#include "cli/reference/command_outline.hpp"

namespace roomkey {

// A script for each shell that completes the words of `program`'s command lines: subcommands,
// flags, and files after the flags that take them.

std::string bash_completion(CommandOutline const& program);
std::string zsh_completion(CommandOutline const& program);
std::string fish_completion(CommandOutline const& program);

}  // namespace roomkey
