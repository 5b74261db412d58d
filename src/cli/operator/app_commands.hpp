#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `app add|list|disable|enable|reset-key|delete` into `root`.
void add_app_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
