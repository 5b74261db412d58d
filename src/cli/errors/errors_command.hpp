#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Adds `errors` to `root`.
void add_errors_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
