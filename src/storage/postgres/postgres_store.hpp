#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// What a store needs in addition to its pool: to listen for changes, to notify others of them, to
/// check the server, and two for groups of resets.
constexpr int postgres_further_connections = 5;

struct PostgresOptions {
    /// libpq's URI; may name several hosts and hold a password. Whatever it leaves out of
    /// target_session_attrs, keepalives and connect_timeout is filled in.
    std::string uri;
    int connections = 64;  ///< At most, in addition to `postgres_further_connections`.
    std::chrono::milliseconds connect_timeout{5'000};     ///< For each host.
    std::chrono::milliseconds statement_timeout{10'000};  ///< Longer ones are given up.
    std::chrono::milliseconds lock_timeout{5'000};        ///< Waiting for another's row.
    /// How long a call waits for a free or a new connection, and how long it repeats what a lost
    /// connection or a deadlock undid, before it returns `unavailable`.
    std::chrono::milliseconds retry_window{5'000};
};

/// Connects, and brings the schema up to date while other nodes wait. `unavailable` if the server
/// cannot be reached or takes no writes now, `internal` if the URI is malformed or the schema is
/// of a version that this program does not know. No detail holds the password.
Result<std::unique_ptr<Store>> open_postgres_store(PostgresOptions const& options);

/// True for what `PostgresOptions::uri` takes: "postgresql://..." or "postgres://...".
bool is_postgres_uri(std::string const& text);

}  // namespace roomkey
