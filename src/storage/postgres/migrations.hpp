#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "storage/postgres/connection.hpp"

namespace roomkey::postgres {

/// One step of the schema. How to write one that nodes of the previous release survive:
/// docs/decisions/2026-11-25-schema-versions.md.
struct Migration {
    /// Run in one transaction, with the new version.
    char const* script = "";
    /// Programs written for this version or a later one work with the result.
    int oldest_compatible = 1;
    /// Run before the script, one by one and each outside of a transaction, as CREATE INDEX
    /// CONCURRENTLY requires. They must tolerate being run again after a failure halfway.
    std::vector<char const*> online = {};
};

/// Forward only: the first makes version 1, and so on. Never changed once released.
using Migrations = std::span<Migration const>;

/// All that landed so far.
Migrations landed_migrations();

/// Those of this program, which are the landed ones; tests build it as later releases know more.
Migrations known_migrations();

/// The version that this program was written for.
[[nodiscard]] int schema_version();

/// How long a migration waits for its turn, and for a moment in which nothing is in its way.
constexpr std::chrono::hours migration_window{1};

/// Brings the schema up to date, one node at a time; others wait meanwhile, `connection` without a
/// transaction. A database that is newer than `migrations` is left as it is, if it says that
/// programs of this age may use it; `internal` if not, or if it is another program's.
/// `unavailable` if it was not possible within `window`.
Status migrate(Connection& connection, Migrations migrations = known_migrations(),
               std::chrono::milliseconds window = migration_window);

/// `internal`, with both versions, unless a program that knows `known` versions may work with a
/// schema of `version` that serves programs from `oldest_compatible` on.
Status may_use_schema(int known, int version, int oldest_compatible);

}  // namespace roomkey::postgres
