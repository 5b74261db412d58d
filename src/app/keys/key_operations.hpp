#pragma once

#include <functional>

#include "app/config.hpp"
#include "cli/command_host.hpp"

namespace roomkey {

/// The keys on the ring, in the order of their ids, with how much each has sealed.
Result<KeyList> list_keys(Config const& config);

/// Adds a fresh key to the key file; returns its id. It opens, but does not seal yet. `unavailable`
/// if the database is sealed with a key that the file lacks.
Result<int> add_key(Config const& config, Randomness& randomness);

/// Makes the key the one that seals. `unavailable` if another node made another key of this id and
/// was the first to use it.
Status use_key(Config const& config, int id);

/// Takes the key off the ring, or, if that comes from a command, has the database do without it.
/// `unavailable` if something is sealed with it still.
Status remove_key(Config const& config, int id);

/// Reseals everything with the current key before it returns.
Result<ResealProgress> reseal_values(Config const& config, Clock const& clock,
                                     ResealValues::Observer const& observe);

}  // namespace roomkey
