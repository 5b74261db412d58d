#pragma once

#include <cstdint>
#include <map>

#include "base/bytes.hpp"
#include "security/key_ring.hpp"

namespace roomkey {

/// The id under which the lookup key is proved; sealing keys have theirs from 1 on.
constexpr std::uint8_t lookup_key_id = 0;

/// A value for each key of the ring that another key would not have, and that says nothing about
/// the key: a database remembers them, so that wrong keys are detected before they seal anything.
[[nodiscard]] std::map<std::uint8_t, Digest> key_proofs(KeyRing const& ring);

}  // namespace roomkey
