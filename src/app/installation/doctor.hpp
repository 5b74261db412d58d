#pragma once

#include <vector>

#include "app/config.hpp"
#include "app/installation/file_system.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "cli/command_host.hpp"

namespace roomkey {

/// Examines an installation from its folder to a sealed code, and says what is wrong and what to
/// do.
Result<std::vector<Finding>> examine_installation(Config const& config, Clock const& clock,
                                                  FileSystemOf const& type_of = file_system_of);

}  // namespace roomkey
