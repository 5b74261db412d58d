#include "delivery/outbox_worker.hpp"

#include <algorithm>
#include <string>
#include <system_error>

#include "base/backoff.hpp"
#include "base/guarded.hpp"
#include "base/stop.hpp"

namespace roomkey {

OutboxWorker::OutboxWorker(ClaimNotices const& claims, SettleNotice const& settlements,
                           ChannelSet channels, Clock const& clock, Log& log, OutboxOptions options)
    : parts_{claims, settlements, channels, clock, log, counters_}, options_(options) {}

OutboxWorker::~OutboxWorker() { stop(); }

Status OutboxWorker::start() {
    try {
        for (int i = 0; i < options_.threads; ++i) {
            threads_.emplace_back([this](std::stop_token const& stop) { work(stop); });
            std::lock_guard const lock(mutex_);
            ++working_;
        }
    } catch (std::system_error const& error) {
        stop();
        return unavailable(std::string("cannot create a thread for the outbox: ") + error.what());
    }
    return Done{};
}

void OutboxWorker::wake() {
    {
        std::lock_guard const lock(mutex_);
        is_woken_ = true;
    }
    // All, because one that is backing off from an error would swallow the signal.
    changed_.notify_all();
}

Status OutboxWorker::between_messages(std::function<Status()> const& work) {
    {
        std::unique_lock lock(mutex_);
        // From now on no round begins, or those of several threads would overlap for ever.
        ++held_back_for_;
        changed_.wait(lock, [this] { return at_hand_ == 0; });
    }
    auto done = run_guarded(work);
    {
        std::lock_guard const lock(mutex_);
        --held_back_for_;
    }
    changed_.notify_all();
    return done;
}

void OutboxWorker::request_stop() {
    for (auto& thread : threads_) thread.request_stop();
}

void OutboxWorker::stop(Duration grace) {
    request_stop();
    bool is_idle = false;
    {
        std::unique_lock lock(mutex_);
        is_idle = changed_.wait_for(lock, grace, [this] { return working_ == 0; });
    }
    if (!is_idle) {
        parts_.channels.sms.cancel();
        parts_.channels.email.cancel();
    }
    // A jthread joins as it dies.
    threads_.clear();
}

void OutboxWorker::work(std::stop_token const& stop) {
    run_rounds(stop);
    {
        std::lock_guard const lock(mutex_);
        --working_;
    }
    changed_.notify_all();
}

void OutboxWorker::run_rounds(std::stop_token const& stop) {
    OutboxRound round(parts_, options_.round);
    Backoff backoff(options_.back_off, options_.back_off_max);
    while (!stop.stop_requested()) {
        if (!begin_round(stop)) return;
        auto const claimed = run_guarded([&] { return round.run(stop); });
        end_round();
        if (!claimed.ok()) {
            auto const pause = backoff.next();
            counters_.count_store_error();
            parts_.log.write(LogLevel::warning, "outbox_failed",
                             {{"reason", std::string(reason_name(claimed.error().code))},
                              {"detail", claimed.error().detail},
                              {"pause_ms", std::to_string(pause.count())}});
            (void)is_stopped_within(stop, pause);
            continue;
        }
        backoff.reset();
        // A full batch means a crowd, in which other threads may help.
        if (*claimed >= options_.round.batch) wake();
        if (*claimed == 0) wait_for_work(stop);
    }
}

bool OutboxWorker::begin_round(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return held_back_for_ == 0; })) return false;
    ++at_hand_;
    return true;
}

void OutboxWorker::end_round() {
    {
        std::lock_guard const lock(mutex_);
        --at_hand_;
    }
    changed_.notify_all();
}

void OutboxWorker::wait_for_work(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, options_.poll, [this] { return is_woken_; });
    is_woken_ = false;
}

}  // namespace roomkey
