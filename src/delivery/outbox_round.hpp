#pragma once

#include <array>
#include <chrono>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "delivery/delivery_figures.hpp"
#include "usecase/delivery/claim_notices.hpp"
#include "usecase/delivery/settle_notice.hpp"

namespace roomkey {

/// What the work on the outbox uses; all of it outlives the work.
struct OutboxParts {
    ClaimNotices const& claims;
    SettleNotice const& settlements;
    ChannelSet channels;
    Clock const& clock;
    Log& log;
    DeliveryCounters& counters;
};

/// How many notices one round claims, and for how long.
struct RoundLimits {
    int batch = 64;
    /// After this a dead worker's notices go to another. No message is begun with less than
    /// `send_time_max` of it left; twice that is the least that makes sense, and is taken.
    Duration lease = 2 * send_time_max;
    /// A failure that took this long means that the channel hangs. Its notices are then postponed
    /// by `closed`, so that those of the other channel do not queue up behind its timeouts.
    Duration slow_failure = std::chrono::seconds{5};
    Duration closed = std::chrono::seconds{30};
};

/// One worker's rounds: claim a batch, check each notice again, send it, settle it. Used by
/// one thread at a time.
class OutboxRound {
public:
    explicit OutboxRound(OutboxParts parts, RoundLimits limits = {});

    /// How many notices were claimed. Ends after the message at hand when `stop` is requested, or
    /// when the lease runs out; the rest of the batch is given back. An error is the store's, which
    /// leaves every notice either settled or to its lease.
    Result<int> run(std::stop_token const& stop);

private:
    /// An attempt that took place but could not be recorded.
    struct Unrecorded {
        Notice notice;
        AttemptReport report;
    };

    /// What a batch leaves unsent.
    struct Leftovers {
        std::vector<Notice> due_now;
        std::array<std::vector<Notice>, 2> put_off;  ///< By channel.
    };

    Status deliver_all(std::vector<ClaimedNotice>& batch, std::stop_token const& stop,
                       Leftovers& left);
    Status give_back(Leftovers const& left);
    Status deliver(ClaimedNotice& claimed);
    SendOutcome send(ClaimedNotice& claimed);
    Status record(Unrecorded const& attempt);
    Status record_earlier();
    void tell(Notice const& notice);
    /// Whether the log said already that the guard puts off messages of this enterprise for this
    /// reason until then: there may be thousands of them.
    bool was_told(Notice const& notice);
    /// Messages wait until the operator fixes something: counts it, and says so now and then.
    void alarm(Notice const& notice, SendOutcome const& outcome, Instant now);
    void tell_lost(Notice const& notice, std::string_view event);

    OutboxParts parts_;
    RoundLimits limits_;
    std::vector<Unrecorded> unrecorded_;
    std::array<Instant, 2> closed_until_{};  ///< By channel.
    std::map<std::string, Instant> told_;    ///< What `was_told` knows, until when.
};

}  // namespace roomkey
