#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// `roomkey key ...`: the secret keys and how they are exchanged.
void add_key_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
