#pragma once

#include <string>

#include "cli/reference/command_outline.hpp"

namespace roomkey {

/// The manual page roomkey(1), for man. `version` is the program's. Of a command with very many
/// subcommands those are listed only: their own --help describes them.
std::string manual_page(CommandOutline const& program, std::string const& version);

}  // namespace roomkey
