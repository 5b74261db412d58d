#pragma once

#include <atomic>
#include <thread>

#include "base/log.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {

/// Reads every page of the embedded database; the log says `database_damaged` if one is.
void report_damaged_pages(SqliteOptions const& options, Log& log, std::stop_token const& stop = {});

/// The same on a thread of its own, for a server. What a disk has destroyed
/// would otherwise be noticed when somebody needs it, or when a backup fails.
class PageCheckup {
public:
    /// `log` outlives it.
    PageCheckup(SqliteOptions options, Log& log);

    /// Begins, unless the last one is still at it.
    void begin();

private:
    SqliteOptions options_;
    Log& log_;
    std::atomic<bool> is_running_ = false;
    std::jthread thread_;
};

}  // namespace roomkey
