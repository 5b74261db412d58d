#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/sqlite/connection.hpp"

namespace roomkey::sqlite {

/// Moves what the write-ahead log holds into the database file, on a thread and a connection of its
/// own, so that no change waits for it. Only the last few pages are moved while the writer pauses:
/// without that moment a log that is always written to would never start again.
class Checkpointer {
public:
    /// Runs its argument while nothing writes.
    using WithoutWriter = std::function<void(std::function<void()> const&)>;

    /// Begins when the log has `pages_start` pages. `without_writer` must stay callable until this
    /// is destroyed.
    Checkpointer(std::unique_ptr<Connection> connection, int pages_start,
                 WithoutWriter without_writer);

    /// Takes over from SQLite's own checkpoints, which run inside a commit. `writer` must not
    /// commit any more once this is destroyed.
    void watch(Connection& writer);

    /// How many checkpoints have ended since the start.
    std::int64_t ended();
    /// Returns when so many have ended.
    void wait_until(std::int64_t count);

private:
    void note_pages(int pages);
    void work(std::stop_token const& stop);
    void checkpoint();
    void sync_database();

    std::unique_ptr<Connection> connection_;
    int const pages_start_;
    WithoutWriter without_writer_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    int pages_ = 0;  ///< In the log after the latest commit.
    int pages_due_;  ///< With so many the next checkpoint begins.
    bool is_due_ = false;
    std::int64_t ended_ = 0;
    std::jthread thread_;  ///< Ends after the pass at hand.
};

}  // namespace roomkey::sqlite
