#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "storage/sqlite/checkpointer.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/transaction/transaction.hpp"
#include "storage/turn.hpp"

namespace roomkey::sqlite {

/// Runs changes one after the other on the one writing connection, and commits those that wait
/// together with one sync: while a group is on its way to the disk, the next one gathers. A thread
/// of its own runs groups; a change that finds nobody before it runs in the thread that asks, which
/// saves waking two. Thread-safe.
class GroupWriter {
public:
    using Work = std::function<Status(roomkey::Transaction&)>;

    /// `checkpoints` is the connection of the thread that keeps the log short.
    GroupWriter(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> checkpoints,
                std::size_t group_max);
    /// Nobody may be inside `run` any more.
    ~GroupWriter();
    GroupWriter(GroupWriter const&) = delete;
    GroupWriter& operator=(GroupWriter const&) = delete;

    /// Returns once the commit is durable, or with the error of `work` or of the engine; nothing
    /// of `work` is kept then.
    Status run(Work const& work);

    using Report = std::function<void(Status)>;
    /// The same without waiting: `report` gets what `run` returns, in the writer's thread. False,
    /// and nothing happens, if `waiting_max` changes wait already, or one group has taken longer
    /// than `group_time_max`: a database that stands still is to show in threads that wait.
    [[nodiscard]] bool try_post(Work work, Report report);
    static constexpr std::size_t waiting_max = 256;
    static constexpr std::chrono::seconds group_time_max{1};

    /// Returns when a change could be made durable.
    Status check();

    /// A figure that changes when another connection changed the database (PRAGMA data_version).
    Result<std::int64_t> foreign_changes();

    /// How many groups were formed so far.
    [[nodiscard]] std::int64_t groups() const;
    /// How many changes wait for the next group.
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Waiting {
        explicit Waiting(Work const& some_work) : work(some_work) {}
        Waiting(Work some_work, Report some_report)
            : posted(std::move(some_work)), work(posted), report(std::move(some_report)) {}
        Work posted;
        Work const& work;
        Report report;  ///< Of what was posted, which the writer then deletes.
        Turn turn;      ///< Given when there is an outcome, unless it runs alone.
        bool is_alone = false;
        Status outcome = Done{};
    };
    using Group = std::vector<Waiting*>;

    void write_groups();
    void begin_group();
    /// True if others wait.
    bool end_group();
    static void tell(Group const& group);
    /// Waits for work; empty when it is time to stop.
    Group next_group();
    void run_group(Group const& group);
    /// What keeps the change of a work that fails from staying with those of the others.
    enum class Isolation : std::uint8_t { none, savepoint };
    /// False, and nothing is kept, if a work without isolation failed after it changed something.
    Result<bool> commit(Group const& group, Isolation isolation);
    Result<bool> run_works(Group const& group, Isolation isolation);
    Status run_in_savepoint(Waiting& waiting);

    std::unique_ptr<Connection> connection_;
    Transaction transaction_;
    std::size_t const group_max_;

    mutable std::mutex mutex_;  ///< Guards the queue; never held while work runs.
    std::condition_variable changed_;
    std::deque<Waiting*> queue_;
    bool is_busy_ = false;  ///< A group runs, here or in a thread that asked.
    std::chrono::steady_clock::time_point busy_since_;
    bool is_stopping_ = false;
    std::int64_t groups_ = 0;

    std::mutex connection_mutex_;  ///< Held while the connection is used.
    Checkpointer checkpointer_;
    std::thread thread_;
};

}  // namespace roomkey::sqlite
