#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "security/key_ring.hpp"

namespace roomkey {

/// Where the secret keys come from, which all nodes of an installation share.
struct KeysConfig {
    /// The key file; made by `init` if it is missing.
    std::filesystem::path file;
    /// Prints the content of the key file, in its place. Empty: the file is read.
    std::string command;
};

/// Whether there are keys to load; a command is assumed to have some.
[[nodiscard]] bool has_keys(KeysConfig const& config);

/// Such as "/var/lib/roomkey/keys/keyring" or "keys.command".
[[nodiscard]] std::string keys_origin(KeysConfig const& config);

/// What keys.command printed; empty if the keys come from a file. `unavailable` if the command
/// failed or printed nothing, which may pass.
Result<Secret> print_keys(KeysConfig const& config);

/// The ring of the file, or of what keys.command has `printed`. `unavailable` with origin and
/// reason: wrong keys are the operator's to fix.
Result<KeyRing> key_ring_of(KeysConfig const& config, Secret const& printed);

/// Both.
Result<KeyRing> load_key_ring(KeysConfig const& config);

/// `unavailable` if the keys come from a command.
Status require_key_file(KeysConfig const& config);

/// Puts `ring` in the place of the key file. `unavailable` if the keys come from a command.
Status save_key_ring(KeysConfig const& config, KeyRing const& ring);

}  // namespace roomkey
