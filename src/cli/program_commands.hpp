#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `serve`, `demo`, `config`, `backup`, `restore`, `doctor` and `version` into `root`: what
/// the program around the commands does.
void add_program_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
