#pragma once

#include <filesystem>

#include "app/config.hpp"
#include "base/result.hpp"
#include "cli/command_host.hpp"

namespace roomkey {

/// Writes a consistent copy of the installation into the new folder `target` (mode 0700): database,
/// keys and certificate, in the form of an embedded installation, wherever the database is. The
/// servers may keep running meanwhile. Anyone who has the copy has everything, unless it is made
/// without keys and certificate. On an error there is none.
Status back_up_installation(Config const& config, std::filesystem::path const& target,
                            bool with_keys = true);

/// Makes the installation of `config` from such a copy. Its data folder must not be initialised,
/// and a database elsewhere must be empty; on an error both stay so, unless it is not known whether
/// that database has the data. Keys that are elsewhere, or printed by a command, must be the
/// copy's; a key file elsewhere that is missing is created. For a copy without keys they have to be
/// there. Whatever `to_end` selects is ended
/// before the copy is put in place. Returns what the copy contained before that.
Result<Restored> restore_installation(Config const& config, std::filesystem::path const& source,
                                      AccessToEnd const& to_end = {});

}  // namespace roomkey
