#pragma once

#include <cstdint>
#include <string_view>

#include "storage/postgres/connection.hpp"
#include "storage/sql/lock_space.hpp"

// Locks on what has no row, or none yet. They end with the transaction.
namespace roomkey::postgres {

/// The key of PostgreSQL's advisory lock; the same on every node and in every build.
std::int64_t lock_key(LockSpace space, std::string_view name);

/// Queues the lock: what comes after it in the transaction sees what earlier holders committed.
Status hold(Connection& connection, LockSpace space, std::string_view name);

}  // namespace roomkey::postgres
