#pragma once

#include <cstdint>

#include "storage/store.hpp"

namespace roomkey {

/// What `insert_key_check` saved. Within a change all are held until its end, so that two that
/// begin an installation at once take turns.
Result<KeyChecks> key_checks(Reader& reader);
/// Remembers a key that the database is sealed with. False if this id has a check already.
Result<bool> insert_key_check(Transaction& tx, std::uint8_t key_id, Digest const& check);
/// Keeps `removed_key` in its place.
Status retire_key_check(Transaction& tx, std::uint8_t key_id);

}  // namespace roomkey
