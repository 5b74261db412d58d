#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "storage/postgres/pool.hpp"
#include "storage/postgres/resets/reset_group.hpp"
#include "storage/postgres/work_runner.hpp"
#include "storage/turn.hpp"

namespace roomkey::postgres {

/// Simultaneous resets go to the server together: while a few groups are in progress, the next
/// one is collected. One that blocks others, or is blocked, is done by
/// itself. There is no thread for it: of the waiting callers one leads the next
/// group. Thread-safe.
class ResetQueue {
public:
    /// How many groups are in progress at most, each on a connection of its own.
    static constexpr int groups_at_once = 2;
    /// Resets of one group at most. Their accounts are held together.
    static constexpr std::size_t group_max = 32;

    /// `runner` is for those that are done by themselves; `tell` as there.
    ResetQueue(ConnectionSettings const& settings, WorkRunner& runner,
               std::function<void(Changes)> tell);

    /// As `Store::reset`.
    ResetAnswer run(ResetQuestion const& question, ResetDecision const& decide);

    /// How many groups were formed so far, and how many resets wait for the next.
    [[nodiscard]] std::int64_t groups() const;
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Waiting;
    using Group = std::vector<Waiting*>;
    struct Waiting {
        GroupedReset reset;
        Turn turn{};    ///< Signalled when it has to lead, has its answer, or has to go by itself.
        Group group{};  ///< What it has to lead, itself at the front; else empty.
    };

    /// Whether this one is a group of its own at once; else it is in the queue.
    bool begin(Waiting& own);
    /// Lets the waiting callers go next, the first of them in the lead.
    void pass_on();
    /// Takes those out of the queue that can go together. Under the lock.
    Group gather();
    void run_group(Group const& group);
    ResetAnswer run_alone(ResetQuestion const& question, ResetDecision const& decide);

    Pool pool_;
    WorkRunner& runner_;
    std::function<void(Changes)> tell_;
    mutable std::mutex mutex_;
    std::deque<Waiting*> queue_;
    int on_their_way_ = 0;
    std::int64_t groups_ = 0;
};

}  // namespace roomkey::postgres
