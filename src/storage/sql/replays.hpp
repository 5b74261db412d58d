#pragma once

#include <optional>

#include "storage/store.hpp"

namespace roomkey {

Result<std::optional<Replay>> find_replay(Reader& reader, UserId const& user,
                                          Digest const& key_hash);
/// In place of an earlier one of the same key, which the caller found lapsed.
Status insert_replay(Transaction& tx, Replay const& replay);

}  // namespace roomkey
