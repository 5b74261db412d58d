#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `corp add|list|show|set` into `root`.
void add_corp_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
