#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `end` into `root`: ends all sign-ins, all bindings or both.
void add_end_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
