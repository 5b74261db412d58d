#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `notice list|resend` into `root`.
void add_notice_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
