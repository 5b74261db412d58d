#pragma once

#include <filesystem>

#include "app/config.hpp"
#include "base/result.hpp"

namespace roomkey {

/// Writes a consistent copy of the installation into the new folder `target` (mode 0700): database,
/// keys and certificate. The server may go on meanwhile. Whoever has the copy has everything.
Status back_up_installation(Config const& config, std::filesystem::path const& target);

/// Makes the installation of `config` from such a copy; its data folder must not be initialised.
Status restore_installation(Config const& config, std::filesystem::path const& source);

}  // namespace roomkey
