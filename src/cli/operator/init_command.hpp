#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `init` into `root`.
void add_init_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
