#pragma once

#include <string>

#include "base/result.hpp"
#include "security/key_ring.hpp"
#include "storage/store.hpp"

// Whether a key ring is the one that a database is sealed with. The database remembers the lookup
// key and each sealing key from when it first was the current one; of a removed one, that it was
// removed.
namespace roomkey {

/// What the database remembers of its keys.
Result<KeyChecks> known_checks(Store& store);

/// `unavailable`, naming the key, unless what is on `ring` is what `known` says of it. `origin` is
/// where the ring comes from.
Status compare_keys(KeyChecks const& known, KeyRing const& ring, std::string const& origin);

/// The same, and `unavailable` if a key that the database is sealed with is not on `ring`.
Status require_keys(KeyChecks const& known, KeyRing const& ring, std::string const& origin);

/// Has a database that knows no keys yet remember the lookup key and the current one, unless
/// another process was faster.
Status begin_with_keys(Store& store, KeyRing const& ring);

/// Requires the keys, and has the database remember the current one from now on: to be called
/// before it seals anything. The outer error is the database's; the inner one says that these are
/// not its keys, which waiting does not fix.
Result<Status> settle_keys(Store& store, KeyRing const& ring, std::string const& origin);

/// Whether the keys that are in use still are those of the database.
Status check_keys_in_use(Store& store, KeyRing const& ring, std::string const& origin);

}  // namespace roomkey
