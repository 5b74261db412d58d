#pragma once

#include <cstdint>

#include "storage/store.hpp"

namespace roomkey {

/// Forgets what no promise needs any more: lapsed sessions, nonces, replays, guess windows,
/// sign-in failures and sources, long-ended bindings, long-settled notices. At most `rows_max` of
/// each.
Result<std::int64_t> prune(Transaction& tx, Instant now, int rows_max);

}  // namespace roomkey
