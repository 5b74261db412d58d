#pragma once

#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/notice.hpp"
#include "domain/phone_numbers.hpp"
#include "domain/send_limits.hpp"
#include "security/lookup_hash.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// What one message has to pass.
struct SendCheck {
    std::optional<SendRefusal> refusal;  ///< Stands already; then there is nothing to count.
    std::vector<SendRefusal> refusals;   ///< What each counter says when it is full.
    std::vector<SendCounter> counters;
};

/// Why a message may not be sent now.
struct SendStop {
    SendRefusal refusal = SendRefusal::region;
    std::optional<Instant> until;  ///< When there is room again; empty: it may never be sent.
};

/// Decides whether a message may go out at all, before its first attempt. Its counters are in the
/// database, so that they hold over all nodes; under keyed hashes, so that nobody reads there whom
/// was written to. Thread-safe.
class SendGuard {
public:
    SendGuard(LookupHash const& hashes, PhoneNumbers const& numbers, SendLimits limits);

    /// The part that needs no database. `is_only_corp`: there is no other enterprise.
    [[nodiscard]] SendCheck prepare(Notice const& notice, Secret const& contact, bool is_only_corp,
                                    Instant now) const;

    /// Counts the message, or says why it may not be sent; then it was not counted.
    static Result<std::optional<SendStop>> count(Transaction& transaction, SendCheck const& check);

private:
    LookupHash const& hashes_;
    PhoneNumbers const& numbers_;
    SendLimits limits_;
};

}  // namespace roomkey
