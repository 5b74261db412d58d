#include "storage/sqlite/checkpointer.hpp"

#include <sqlite3.h>

#include <utility>

namespace roomkey::sqlite {

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection, int pages_start,
                           WithoutWriter without_writer)
    : connection_(std::move(connection)),
      pages_start_(pages_start),
      without_writer_(std::move(without_writer)),
      pages_due_(pages_start),
      thread_([this](std::stop_token const& stop) { work(stop); }) {}

void Checkpointer::watch(Connection& writer) {
    auto const on_commit = [](void* self, sqlite3*, char const*, int pages) {
        static_cast<Checkpointer*>(self)->note_pages(pages);
        return SQLITE_OK;
    };
    sqlite3_wal_hook(writer.handle(), on_commit, this);
}

std::int64_t Checkpointer::ended() {
    std::lock_guard const lock{mutex_};
    return ended_;
}

void Checkpointer::wait_until(std::int64_t count) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return ended_ >= count; });
}

void Checkpointer::note_pages(int pages) {
    std::lock_guard const lock{mutex_};
    // Fewer than before: the log has started again.
    if (pages < pages_) pages_due_ = pages_start_;
    pages_ = pages;
    if (pages < pages_due_) return;
    // A reader may keep the log from starting again. Then it is retried, but not at each commit.
    pages_due_ = pages + pages_start_;
    is_due_ = true;
    changed_.notify_all();
}

void Checkpointer::work(std::stop_token const& stop) {
    std::unique_lock lock{mutex_};
    while (changed_.wait(lock, stop, [this] { return is_due_; })) {
        if (stop.stop_requested()) return;
        is_due_ = false;
        lock.unlock();
        checkpoint();
        lock.lock();
        ++ended_;
        changed_.notify_all();
    }
}

void Checkpointer::checkpoint() {
    // A failure only makes the log longer: what is committed is durable in the log, and a
    // later checkpoint begins where this one ended.
    auto const pass = [this] {
        (void)sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                        nullptr, nullptr);
    };
    // SQLite syncs the database only in a pass that ends with the end of the log, which is the one
    // that the writer waits for: so what was moved is synced before. The second pass
    // moves what came during the first, which may have taken a while.
    for (int i = 0; i < 2; ++i) {
        pass();
        sync_database();
    }
    without_writer_(pass);
}

void Checkpointer::sync_database() {
    // Through SQLite's own file: closing a second one would release its locks (POSIX).
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection_->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (file == nullptr || file->pMethods == nullptr) return;
    (void)file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

}  // namespace roomkey::sqlite
