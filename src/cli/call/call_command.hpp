#pragma once

#include <CLI/CLI.hpp>

#include "cli/command_runner.hpp"

namespace roomkey {

/// `roomkey call OPERATION --FIELD VALUE ...`: any operation of the API, as the operator on the
/// data folder, or with --server over HTTPS.
void add_call_command(CLI::App& root, CommandRunner& runner);

}  // namespace roomkey
