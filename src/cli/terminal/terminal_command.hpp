#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `terminal` into `root`.
void add_terminal_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
