#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `errors` into `root`.
void add_errors_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
