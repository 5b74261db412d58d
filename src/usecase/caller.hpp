#pragma once

#include <optional>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/corp.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"
#include "security/lookup_hash.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// A signed-in user with the enterprise they belong to.
struct Caller {
    User user;
    Corp corp;
    Session session;
};

/// Tells whose access token this is. Asked again with every request, inside its transaction, so
/// that a token that was revoked opens nothing from the moment the revocation was answered.
/// `token_missing`, `token_displaced`, or `token_invalid` for everything else: unknown, lapsed,
/// signed out, user disabled, app disabled.
class Authentication {
public:
    Authentication(LookupHash const& hashes, Clock const& clock) : hashes_(hashes), clock_(clock) {}

    Result<Caller> caller(Reader& reader, Secret const& access_token) const;
    /// The same of a session that was looked up by `hash_of`; or was not found.
    [[nodiscard]] Result<Caller> caller(std::optional<SessionFacts> facts) const;

    /// What the session of this token is found by. `token_missing` if it is empty.
    [[nodiscard]] Result<Digest> hash_of(Secret const& access_token) const;

private:
    LookupHash const& hashes_;
    Clock const& clock_;
};

}  // namespace roomkey
