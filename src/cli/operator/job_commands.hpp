#pragma once

#include "cli/command_runner.hpp"

namespace roomkey {

/// Hangs `job create|show|rows|start|cancel|retry|list` into `root`.
void add_job_commands(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
