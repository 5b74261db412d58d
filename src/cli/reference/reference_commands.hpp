#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Adds `manual` and `completion` to `root`: they print what describes all commands of `root`,
/// which must outlive the runner.
void add_reference_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
