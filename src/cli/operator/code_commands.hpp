#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `code add|list|reset|delete` into `root`.
void add_code_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
