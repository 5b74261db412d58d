#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `user add|list|disable|enable|delete|password|rename` into `root`.
void add_user_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
