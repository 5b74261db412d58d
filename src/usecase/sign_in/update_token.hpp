#pragma once

#include "usecase/caller.hpp"
#include "usecase/sign_in/session_issue.hpp"

namespace roomkey {

/// Extends a session. Given the access token, that token goes on with new times; given the refresh
/// token (pages disagree which it is, so either is taken), a new access token replaces the old. No
/// session lives for longer than `SessionIssue` says, however often it is extended. A refresh token
/// that was replaced is used by a thief, or after one: it ends the session (RFC 9700, 4.14).
/// Errors: those of `Authentication::caller`.
class UpdateToken {
public:
    UpdateToken(Store& store, Clock const& clock, LookupHash const& hashes,
                Authentication const& authentication, SessionIssue const& sessions)
        : store_(store),
          clock_(clock),
          hashes_(hashes),
          authentication_(authentication),
          sessions_(sessions) {}

    Result<SignedIn> run(Secret const& token, RequestContext const& context) const;

private:
    struct Outcome;
    Result<Outcome> by_refresh_token(Transaction& transaction, Secret const& token,
                                     RequestContext const& context) const;
    Result<Outcome> refuse_unknown(Transaction& transaction, Secret const& token,
                                   RequestContext const& context) const;

    Store& store_;
    Clock const& clock_;
    LookupHash const& hashes_;
    Authentication const& authentication_;
    SessionIssue const& sessions_;
};

}  // namespace roomkey
