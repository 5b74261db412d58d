#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "base/log.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {

/// What the last complete reading has found.
enum class PageState : std::uint8_t { unread, sound, damaged };

/// Reads every page of the embedded database; the log says `database_damaged` if one is. `unread`
/// if it was stopped.
PageState report_damaged_pages(SqliteOptions const& options, Log& log,
                               std::stop_token const& stop = {});

/// The same on a thread of its own, for a server. What a disk has destroyed
/// would otherwise be noticed when somebody needs it, or when a backup fails.
class PageCheckup {
public:
    /// `log` outlives it.
    PageCheckup(SqliteOptions options, Log& log);

    /// Begins, unless the last one is still at it.
    void begin();

    [[nodiscard]] PageState state() const { return state_; }

private:
    SqliteOptions options_;
    Log& log_;
    std::atomic<bool> is_running_ = false;
    std::atomic<PageState> state_ = PageState::unread;
    std::jthread thread_;
};

}  // namespace roomkey
