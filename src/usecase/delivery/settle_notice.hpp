#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/randomness.hpp"
#include "domain/notice.hpp"
#include "domain/retry_schedule.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// How an attempt to send went.
struct AttemptReport {
    enum class Kind : std::uint8_t { accepted, try_again, unclear, unanswered, refused };
    Kind kind = Kind::accepted;
    std::string reason;  ///< Safe to show; empty if accepted.
};

/// What becomes of leased notices. Thread-safe.
class SettleNotice {
public:
    SettleNotice(Store& store, Clock const& clock, Randomness& randomness,
                 RetrySchedule schedule = {})
        : store_(store), clock_(clock), randomness_(randomness), schedule_(schedule) {}

    /// Asked right before sending: whether the caller's lease stands and the code is still the live
    /// one. If not, the notice is not the caller's to settle: a reset ended it, or a later claim
    /// will.
    Result<bool> is_still_due(Notice const& notice) const;

    /// Records an attempt. Accepted and refused ones are final; one to try again is queued by the
    /// retry schedule, or has failed if its code lapses before. One that may have
    /// reached its receiver is repeated: once after an unclear answer, twice after none. Returns
    /// the notice as it now stands; empty if the lease was lost or the notice superseded meanwhile.
    Result<std::optional<Notice>> run(Notice const& notice, AttemptReport const& report) const;

    /// Queues notices that were claimed but not attempted, due at `due_at`; the claim does not
    /// count as an attempt.
    Status give_back(std::vector<Notice> const& notices, Instant due_at) const;

private:
    Store& store_;
    Clock const& clock_;
    Randomness& randomness_;
    RetrySchedule schedule_;
};

}  // namespace roomkey
