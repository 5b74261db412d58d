#pragma once

#include <string>

namespace roomkey {

/// What this machine calls itself (gethostname), as it stands; empty if it has no name.
std::string machine_name();

}  // namespace roomkey
