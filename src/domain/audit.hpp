#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey {

/// One record of the operation log: who did what to which account, and how it ended.
struct AuditEntry {
    Instant at{};
    CorpId corp_id;
    UserId actor_id;        ///< Empty for an operator at the command line or an unknown caller.
    std::string actor;      ///< Account of the actor, one without (account_name.hpp), or "sn:..."
    std::string operation;  ///< Such as "reset_code".
    std::string account;    ///< The account it was done to.
    std::string request_id;
    std::string source;              ///< Network address, or "cli".
    std::string outcome;             ///< "ok", or the stable name of the refusal.
    std::string detail;              ///< Masked contacts and the like; never a secret.
    std::int64_t count = 1;          ///< How many were alike, of which this was the first.
    std::optional<Instant> last_at;  ///< When the last of several was.
};

}  // namespace roomkey
