#pragma once

#include <cstdint>
#include <string_view>

#include "storage/postgres/connection.hpp"

// Locks on what has no row, or none yet. They end with the transaction.
namespace roomkey::postgres {

/// What a name is locked as.
enum class LockSpace : std::uint8_t {
    sign_in = 1,         ///< Wrong passwords of an account name, from whatever source.
    guess_source = 2,    ///< Wrong codes of a source.
    guess_minute = 3,    ///< Wrong codes over the whole service.
    send_counters = 4,   ///< All counters of sent messages.
    schema = 5,          ///< Migrations.
    sign_in_source = 6,  ///< Wrong passwords of a source.
};

/// The key of PostgreSQL's advisory lock; the same on every node and in every build.
std::int64_t lock_key(LockSpace space, std::string_view name);

/// Queues the lock: what comes behind it in the transaction sees what earlier holders committed.
Status hold(Connection& connection, LockSpace space, std::string_view name);

}  // namespace roomkey::postgres
