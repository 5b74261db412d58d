#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "storage/postgres/postgres_store.hpp"

namespace roomkey {

/// What an operator should know about a server.
struct PostgresFacts {
    int version = 0;           ///< As the server counts: 150004 is 15.4.
    std::string version_name;  ///< As the server writes it.
    bool takes_changes = false;
    int schema_version = 0;  ///< 0: the tables were never made.
    int known_schema_version = 0;
    int oldest_compatible = 0;       ///< The least that a program has to know to use the schema.
    std::string synchronous_commit;  ///< Of our sessions.
    bool flushes = false;            ///< Whether the server waits for its disk at all (fsync).
    int connections_max = 0;         ///< That all programs together may have.
    std::string user;                ///< That we are for the server.
    std::string tables_schema;       ///< Where its tables are or would be made; empty: nowhere.
    bool may_make_tables = false;
    std::string closed_tables;  ///< Those of them that may not be read or changed, with commas.
    /// Sessions are handed out for one transaction at a time (PgBouncer's pool_mode = transaction),
    /// so nothing in them lasts: prepared statements, locks, notifications.
    bool is_pooled_by_transaction = false;
    Duration clock_ahead{};  ///< Of the server's clock before ours.
};

/// Asks in a session of its own, and changes nothing. `unavailable` if there is none.
Result<PostgresFacts> read_postgres_facts(PostgresOptions const& options, Clock const& clock);

}  // namespace roomkey
