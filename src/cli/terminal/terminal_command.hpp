#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Adds `terminal` to `root`.
void add_terminal_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
