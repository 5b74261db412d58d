#include "storage/postgres/resets/reset_queue.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace roomkey::postgres {
namespace {

/// A connection is there or is opened at once; what has to wait longer waits by itself.
constexpr std::chrono::milliseconds connection_window{100};

bool is_in_the_way(ResetQuestion const& one, ResetQuestion const& other) {
    if (one.account == other.account) return true;
    return one.key_hash && one.key_hash == other.key_hash && one.access_hash == other.access_hash;
}

}  // namespace

ResetQueue::ResetQueue(ConnectionSettings const& settings, WorkRunner& runner,
                       std::function<void(Changes)> tell)
    : pool_(settings, groups_at_once), runner_(runner), tell_(std::move(tell)) {}

ResetAnswer ResetQueue::run(ResetQuestion const& question, ResetDecision const& decide) {
    Waiting own{{question, decide}};
    if (!begin(own)) own.turn.take();
    if (!own.group.empty()) {
        run_group(own.group);
        pass_on();
        for (auto* const other : own.group) {
            if (other != &own) other->turn.give();
        }
    }
    if (own.reset.answer) return std::move(*own.reset.answer);
    return run_alone(question, decide);
}

bool ResetQueue::begin(Waiting& own) {
    std::lock_guard const lock(mutex_);
    if (on_their_way_ == groups_at_once) {
        queue_.push_back(&own);
        return false;
    }
    ++on_their_way_;
    ++groups_;
    own.group = {&own};
    return true;
}

void ResetQueue::pass_on() {
    std::lock_guard const lock(mutex_);
    if (queue_.empty()) {
        --on_their_way_;
        return;
    }
    ++groups_;
    auto group = gather();
    auto* const leader = group.front();
    leader->group = std::move(group);
    leader->turn.give();
}

ResetQueue::Group ResetQueue::gather() {
    Group group;
    for (auto at = queue_.begin(); at != queue_.end() && group.size() < group_max;) {
        auto const& question = (*at)->reset.question;
        bool const is_free = std::none_of(group.begin(), group.end(), [&](Waiting const* member) {
            return is_in_the_way(member->reset.question, question);
        });
        if (is_free) {
            group.push_back(*at);
            at = queue_.erase(at);
        } else {
            ++at;
        }
    }
    return group;
}

void ResetQueue::run_group(Group const& group) {
    std::vector<GroupedReset*> resets;
    resets.reserve(group.size());
    for (auto* const member : group) resets.push_back(&member->reset);
    auto const connection = pool_.take(std::chrono::steady_clock::now() + connection_window);
    if (!connection.ok()) return;
    ResetGroup work(**connection, resets, ResetGroup::Held::leave);
    auto const failure = work.run();
    tell_(work.changes());
    if (failure && failure->remedy == Remedy::reconnect) (*connection)->abandon();
}

ResetAnswer ResetQueue::run_alone(ResetQuestion const& question, ResetDecision const& decide) {
    std::optional<ResetAnswer> answer;
    auto const status = runner_.repeat([&](Connection& connection) {
        GroupedReset reset{question, decide};
        ResetGroup work(connection, {&reset}, ResetGroup::Held::wait);
        WorkRunner::Outcome outcome;
        outcome.failure = work.run();
        if (outcome.failure) outcome.status = error_from(*outcome.failure);
        tell_(work.changes());
        answer = std::move(reset.answer);
        return outcome;
    });
    if (!status.ok()) return status.error();
    if (!answer) return internal_error("postgres: a reset without an answer");
    return std::move(*answer);
}

std::int64_t ResetQueue::groups() const {
    std::lock_guard const lock(mutex_);
    return groups_;
}

std::size_t ResetQueue::waiting() const {
    std::lock_guard const lock(mutex_);
    return queue_.size();
}

}  // namespace roomkey::postgres
