#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "storage/store.hpp"

namespace roomkey {

struct SqliteOptions {
    std::string path;             ///< The database file; made with mode 0600 if missing.
    int readers = 4;              ///< Connections that read at the same time.
    int group_max = 64;           ///< Maximum number of changes committed together.
    Duration busy_timeout{5000};  ///< How long to wait for another process that writes.
    int cache_kib = 64 * 1024;    ///< Page cache of each connection, at most.
    std::int64_t pages_max = 0;   ///< Size limit in pages of 4 KiB; 0: SQLite's own.
};

/// Opens the embedded engine and brings the schema up to date. `unavailable` if the file cannot be
/// used now, `internal` if it is of a newer version or another program's.
Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions const& options);

/// Reads every page of the database, which may be in use meanwhile. `internal` if one is damaged,
/// or if it was stopped before the end.
Status check_sqlite_pages(SqliteOptions const& options, std::stop_token const& stop = {});

/// Writes a consistent copy of the database of `options` to the new file `target` (mode 0600) and
/// makes it durable; the database may be in use meanwhile. Refuses an existing file.
Status back_up_sqlite_store(SqliteOptions const& options, std::string const& target);

/// Puts what `copy` has, a database of this schema, in the place of all that the database of
/// `options` has. That may be in use: others see it before or after. `unavailable` if it is busy
/// for longer than the timeout.
Status put_back_sqlite_store(SqliteOptions const& options, std::string const& copy);

}  // namespace roomkey
