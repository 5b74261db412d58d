#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/corp.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"
#include "security/lookup_hash.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

/// A live session as its holder sees it. The tokens are empty where no new ones were made: only
/// their hashes are kept. The secret of a console session is in `access_token`.
struct SignedIn {
    Session session;
    User user;
    Corp corp;
    Secret access_token;
    Secret refresh_token;
};

/// Makes and renews sessions. Thread-safe.
class SessionIssue {
public:
    SessionIssue(Clock const& clock, LookupHash const& hashes, TokenMaker const& tokens,
                 SessionLimits const& limits)
        : clock_(clock), hashes_(hashes), tokens_(tokens), limits_(limits) {}

    /// A new session; the oldest of this user and client type are displaced beyond the limit
    /// (contract 1.9: 64 for clientType 72, one for every other; 16 of the console).
    Result<SignedIn> issue(Transaction& transaction, User user, Corp corp, AppId const& app,
                           int client_type, RequestContext const& context,
                           SignInProof proof = SignInProof::password) const;

    /// Fresh times and a fresh refresh token; a fresh access token too if `with_new_access_token`.
    /// Recorded. `token_invalid` once the session has lived for the longest time.
    Result<SignedIn> renew(Transaction& transaction, SessionFacts const& facts,
                           bool with_new_access_token, RequestContext const& context) const;

private:
    void make_tokens(SignedIn& signed_in) const;
    void make_console_secret(SignedIn& signed_in, Instant now) const;
    void set_ends(Session& session) const;

    Clock const& clock_;
    LookupHash const& hashes_;
    TokenMaker const& tokens_;
    SessionLimits limits_;
};

/// `invalid_parameter` unless 0..255 (contract: clientType).
Status check_client_type(std::int64_t client_type);

}  // namespace roomkey
