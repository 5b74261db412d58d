#pragma once

#include <optional>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/notice.hpp"
#include "domain/phone_numbers.hpp"
#include "domain/send_limits.hpp"
#include "security/lookup_hash.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// Decides whether a message may go out at all, before its first attempt. Its counters are in the
/// database, so that they hold over all nodes; under keyed hashes, so that nobody reads there whom
/// was written to. Thread-safe.
class SendGuard {
public:
    SendGuard(LookupHash const& hashes, PhoneNumbers const& numbers, SendLimits limits);

    /// Counts the message, or says why it may not be sent; then it was not counted.
    Result<std::optional<SendRefusal>> check(Transaction& transaction, Notice const& notice,
                                             Secret const& contact, Instant now) const;

private:
    LookupHash const& hashes_;
    PhoneNumbers const& numbers_;
    SendLimits limits_;
};

}  // namespace roomkey
