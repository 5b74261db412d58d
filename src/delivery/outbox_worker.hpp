#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "delivery/delivery_figures.hpp"
#include "delivery/outbox_round.hpp"
#include "usecase/delivery/claim_notices.hpp"
#include "usecase/delivery/settle_notice.hpp"

namespace roomkey {

struct OutboxOptions {
    int threads = 1;
    RoundLimits round;
    /// How often the outbox is checked without being woken: for notices of other nodes and of the
    /// command line, for retries, and for leases that ran out.
    Duration poll = std::chrono::seconds{2};
    /// The first pause after an error of the store; doubling up to the second one.
    Duration back_off = std::chrono::seconds{1};
    Duration back_off_max = std::chrono::seconds{30};
};

/// Keeps the outbox empty, on threads of its own. `wake` and `figures` may be called from anywhere;
/// `start` and `stop` by the owner.
class OutboxWorker {
public:
    OutboxWorker(ClaimNotices const& claims, SettleNotice const& settlements, ChannelSet channels,
                 Clock const& clock, Log& log, OutboxOptions options = {});
    /// Stops.
    ~OutboxWorker();
    OutboxWorker(OutboxWorker const&) = delete;
    OutboxWorker& operator=(OutboxWorker const&) = delete;

    /// `unavailable` if the system has no thread.
    Status start();

    /// There is something to send: called after a commit that queued notices. Never blocks for
    /// long; a call before `start` is not lost.
    void wake();

    /// Runs `work` while no message is at hand: waits until those that are have been settled, and
    /// keeps further ones back until it returns.
    Status between_messages(std::function<Status()> const& work);

    /// Nothing further is begun; does not wait.
    void request_stop();

    /// Returns when the messages at hand are settled; the rest stays queued. After `grace` the
    /// channels have to give up.
    void stop(Duration grace = Duration{0});

    [[nodiscard]] DeliveryFigures figures() const { return counters_.snapshot(); }

private:
    void work(std::stop_token const& stop);
    void run_rounds(std::stop_token const& stop);
    /// False if it was stopped before it could begin.
    bool begin_round(std::stop_token const& stop);
    void end_round();
    void wait_for_work(std::stop_token const& stop);

    DeliveryCounters counters_;
    OutboxParts parts_;
    OutboxOptions options_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool is_woken_ = false;
    int working_ = 0;
    int at_hand_ = 0;        // Rounds that are running.
    int held_back_for_ = 0;  // Those who wait for them to end, or work now.
    std::vector<std::jthread> threads_;
};

}  // namespace roomkey
