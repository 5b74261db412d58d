#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey::sim {

/// One notice that an acknowledged operation queued.
struct PromisedNotice {
    std::string contact;
    std::string code;
};

/// What one terminal account must be, as far as the answers so far show.
struct RoomModel {
    std::string account;
    UserId user_id;

    std::string code;  ///< The live one; empty if there is none.
    Instant code_expires_at{};
    bool was_active = false;
    bool is_deleted = false;

    /// Credentials that must work: the confirmed one, and one that was renewed and not used yet.
    std::optional<std::string> credential;
    std::optional<std::string> unconfirmed;
    Instant credential_expires_at{};
    Instant unconfirmed_expires_at{};

    /// Whatever was replaced, spent, deleted or ended: must never work again.
    std::vector<std::string> dead_codes;
    std::vector<std::string> dead_credentials;

    void end_code() {
        if (!code.empty()) dead_codes.push_back(std::exchange(code, {}));
    }
    void end_binding() {
        for (auto* held : {&credential, &unconfirmed}) {
            if (*held) dead_credentials.push_back(std::move(**held));
            held->reset();
        }
    }
    /// The new credential was used: the one before has ended.
    void confirm() {
        if (!unconfirmed) return;
        if (credential) dead_credentials.push_back(std::move(*credential));
        credential = std::exchange(unconfirmed, std::nullopt);
        credential_expires_at = unconfirmed_expires_at;
    }
};

}  // namespace roomkey::sim
