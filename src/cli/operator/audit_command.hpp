#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `audit` into `root`.
void add_audit_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
