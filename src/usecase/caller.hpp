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

/// Whether a session may do nothing before its user has replaced a password that somebody else
/// chose. Only sessions of the console are held up, since the vendor's tokens are not.
inline bool must_change_password(Caller const& caller) {
    return is_of_console(caller.session) && caller.session.proof == SignInProof::password &&
           has_initial_password(caller.user);
}
/// Whether the password of this user is the way in while the provider is down.
inline bool is_way_in(User const& user, Corp const& corp) {
    return corp.policy.single_sign_on != SingleSignOn::off &&
           user.role == Role::default_administrator;
}
/// Likewise, before the user has set up one-time passwords, which the enterprise demands; and which
/// the way in needs, so that an operator who resets them opens nothing to a password alone.
inline bool must_enrol_totp(Caller const& caller) {
    bool const is_demanded =
        caller.corp.policy.requires_totp || is_way_in(caller.user, caller.corp);
    return is_of_console(caller.session) && is_demanded && !has_totp(caller.user) &&
           caller.session.proof != SignInProof::provider_with_second_factor;
}

/// What a request shows to prove who sends it: an access token, or the secret of a console session,
/// which are never taken for each other.
struct AccessProof {
    Secret secret;  ///< Empty: nothing.
    bool is_of_console = false;
};

/// Tells whose access token or console session this is. Asked again with every request, inside its
/// transaction, so that a token that was revoked opens nothing from the moment the revocation was
/// answered. `token_missing`, `token_displaced`, or `token_invalid` for everything else: unknown,
/// lapsed, signed out, user disabled, app disabled.
class Authentication {
public:
    Authentication(LookupHash const& hashes, Clock const& clock) : hashes_(hashes), clock_(clock) {}

    Result<Caller> caller(Reader& reader, AccessProof const& proof) const;
    /// The same of a session that was looked up by `hash_of`; or was not found.
    [[nodiscard]] Result<Caller> caller(std::optional<SessionFacts> facts) const;

    /// What the session is found by. `token_missing` if the proof is empty.
    [[nodiscard]] Result<Digest> hash_of(AccessProof const& proof) const;

private:
    LookupHash const& hashes_;
    Clock const& clock_;
};

}  // namespace roomkey
