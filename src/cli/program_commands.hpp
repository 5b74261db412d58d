#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Adds `serve`, `demo`, `config`, `backup`, `restore`, `doctor` and `version` to `root`: what the
/// program around the commands does.
void add_program_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
