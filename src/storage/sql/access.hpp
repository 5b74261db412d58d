#pragma once

#include <cstdint>

#include "storage/store.hpp"

// What may act on the database, over all enterprises.
namespace roomkey {

Result<LiveAccess> live_access(Reader& reader, Instant now);
/// Ends all live sessions of all users as signed out; returns how many.
Result<std::int64_t> end_all_sessions(Transaction& tx);
/// Ends all live bindings; returns how many.
Result<std::int64_t> end_all_bindings(Transaction& tx, UnbindReason reason, Instant at);

}  // namespace roomkey
