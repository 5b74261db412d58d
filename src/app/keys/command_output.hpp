#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

struct CommandLimits {
    std::chrono::milliseconds time_max{30'000};
    std::size_t output_bytes_max = std::size_t{64} << 10U;
};

/// Runs `command` by /bin/sh and returns what it printed. Its errors go where this program's go;
/// it inherits no open file of this program, and is killed when its time is up. `unavailable`
/// with the reason, never with the output, if it cannot be run, fails, or exceeds a limit.
Result<Secret> command_output(std::string const& command, CommandLimits const& limits = {});

}  // namespace roomkey
