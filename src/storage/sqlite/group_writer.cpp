#include "storage/sqlite/group_writer.hpp"

#include <pthread.h>

#include <algorithm>
#include <utility>

#include "base/guarded.hpp"

namespace roomkey::sqlite {

namespace {

/// 64 MiB. The longer the log, the more often a page changes before it is moved once.
constexpr int checkpoint_pages = 16'384;

}  // namespace

GroupWriter::GroupWriter(std::unique_ptr<Connection> connection,
                         std::unique_ptr<Connection> checkpoints, std::size_t group_max)
    : connection_(std::move(connection)),
      transaction_(*connection_),
      group_max_(group_max),
      checkpointer_(std::move(checkpoints), checkpoint_pages,
                    [this](std::function<void()> const& work) {
                        std::lock_guard const guard{connection_mutex_};
                        work();
                    }) {
    checkpointer_.watch(*connection_);
    thread_ = std::thread{[this] { write_groups(); }};
    pthread_setname_np(thread_.native_handle(), "sqlite-writer");
}

GroupWriter::~GroupWriter() {
    {
        std::lock_guard const lock{mutex_};
        is_stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

Status GroupWriter::run(Work const& work) {
    Waiting waiting{work};
    {
        std::lock_guard const lock{mutex_};
        if (is_busy_ || !queue_.empty()) {
            queue_.push_back(&waiting);
        } else {
            begin_group();
            waiting.is_alone = true;
        }
    }
    if (waiting.is_alone) {
        run_group({&waiting});
        // What came meanwhile is for the thread.
        if (end_group()) changed_.notify_one();
    } else {
        waiting.turn.take();
    }
    return std::move(waiting.outcome);
}

bool GroupWriter::try_post(Work work, Report report) {
    auto waiting = std::make_unique<Waiting>(std::move(work), std::move(report));
    {
        std::lock_guard const lock{mutex_};
        if (queue_.size() >= waiting_max) return false;
        bool const is_stuck =
            is_busy_ && std::chrono::steady_clock::now() - busy_since_ > group_time_max;
        if (is_stuck) return false;
        queue_.push_back(waiting.get());
        (void)waiting.release();
        // Whoever is busy looks at the queue at the end.
        if (is_busy_) return true;
    }
    changed_.notify_one();
    return true;
}

void GroupWriter::write_groups() {
    for (auto group = next_group(); !group.empty(); group = next_group()) {
        run_group(group);
        end_group();
        tell(group);
    }
}

void GroupWriter::tell(Group const& group) {
    for (auto* const waiting : group) {
        if (!waiting->report) {
            waiting->turn.give();
            continue;
        }
        std::unique_ptr<Waiting> const posted{waiting};
        (void)run_guarded([&]() -> Status {
            posted->report(std::move(posted->outcome));
            return Done{};
        }).ok();
    }
}

/// With the lock.
void GroupWriter::begin_group() {
    ++groups_;
    is_busy_ = true;
    busy_since_ = std::chrono::steady_clock::now();
}

bool GroupWriter::end_group() {
    std::lock_guard const lock{mutex_};
    is_busy_ = false;
    return !queue_.empty();
}

GroupWriter::Group GroupWriter::next_group() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return is_stopping_ || (!is_busy_ && !queue_.empty()); });
    auto const count = std::min(queue_.size(), group_max_);
    auto const end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
    Group group(queue_.begin(), end);
    queue_.erase(queue_.begin(), end);
    if (count > 0) begin_group();
    return group;
}

void GroupWriter::run_group(Group const& group) {
    std::lock_guard const guard{connection_mutex_};
    // A savepoint for each job costs as much as some jobs do, and hardly ever does one fail after
    // it changed something: then the group is run again.
    auto is_committed = commit(group, Isolation::none);
    if (is_committed.ok() && !*is_committed) is_committed = commit(group, Isolation::savepoint);
    if (is_committed.ok()) return;
    // Nothing of the group is kept, so a result that a job already has is void as well.
    for (auto* const waiting : group) waiting->outcome = is_committed.error();
}

Result<bool> GroupWriter::commit(Group const& group, Isolation isolation) {
    TRY(connection_->run("BEGIN IMMEDIATE"));
    auto is_whole = run_works(group, isolation);
    if (is_whole.ok() && *is_whole) {
        if (auto const status = connection_->run("COMMIT"); !status.ok()) is_whole = status.error();
    }
    // SQLite may have rolled back by itself, after a full disk for instance.
    if (connection_->is_in_transaction()) (void)connection_->run("ROLLBACK").ok();
    return is_whole;
}

Result<bool> GroupWriter::run_works(Group const& group, Isolation isolation) {
    for (auto* const waiting : group) {
        auto const changes_before = connection_->changes_so_far();
        if (isolation == Isolation::savepoint) {
            TRY(run_in_savepoint(*waiting));
        } else {
            waiting->outcome = run_guarded([&] { return waiting->work(transaction_); });
        }
        auto const& outcome = waiting->outcome;
        if (!connection_->is_in_transaction()) {
            return unavailable(outcome.ok() ? "sqlite: the transaction was rolled back"
                                            : outcome.error().detail);
        }
        if (outcome.ok() || isolation == Isolation::savepoint) continue;
        if (connection_->changes_so_far() == changes_before) continue;
        // If the only job fails, the whole transaction is rolled back.
        if (group.size() == 1) return outcome.error();
        return false;
    }
    return true;
}

Status GroupWriter::run_in_savepoint(Waiting& waiting) {
    TRY(connection_->run("SAVEPOINT work"));
    waiting.outcome = run_guarded([&] { return waiting.work(transaction_); });
    if (!connection_->is_in_transaction()) return Done{};
    if (!waiting.outcome.ok()) TRY(connection_->run("ROLLBACK TO work"));
    return connection_->run("RELEASE work");
}

Status GroupWriter::check() {
    return run([this](roomkey::Transaction&) {
        return connection_->run("UPDATE health SET checks = checks + 1 WHERE health_key = 1");
    });
}

Result<std::int64_t> GroupWriter::foreign_changes() {
    // On this connection, because the figure ignores the commits of the connection that is asked.
    std::lock_guard const guard{connection_mutex_};
    return connection_->integer("PRAGMA data_version");
}

std::int64_t GroupWriter::groups() const {
    std::lock_guard const guard{mutex_};
    return groups_;
}

std::size_t GroupWriter::waiting() const {
    std::lock_guard const guard{mutex_};
    return queue_.size();
}

}  // namespace roomkey::sqlite
