#pragma once

#include "cli/command_host.hpp"
#include "cli/console.hpp"

namespace roomkey {

/// Reads the command line, does what it asks for and returns the exit code.
int run_command_line(int argc, char const* const* argv, CommandHost& host, Console console);

}  // namespace roomkey
