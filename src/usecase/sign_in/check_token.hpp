#pragma once

#include "usecase/caller.hpp"
#include "usecase/sign_in/session_issue.hpp"

namespace roomkey {

/// Tells whether an access token is live, and gives a new value for it if asked to; the old value
/// stops then. Without a new value the refresh token of the answer is empty: only its hash is kept.
/// Errors: `invalid_parameter`; `token_invalid` for every token that is not live.
class CheckToken {
public:
    CheckToken(Store& store, Authentication const& authentication, SessionIssue const& sessions)
        : store_(store), authentication_(authentication), sessions_(sessions) {}

    Result<SignedIn> run(Secret const& token, bool needs_new_token,
                         RequestContext const& context) const;

private:
    Result<SignedIn> look(Secret const& token) const;

    Store& store_;
    Authentication const& authentication_;
    SessionIssue const& sessions_;
};

}  // namespace roomkey
