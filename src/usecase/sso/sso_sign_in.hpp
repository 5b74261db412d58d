#pragma once

#include <optional>
#include <string>

#include "fields/binding.hpp"
#include "security/lookup_hash.hpp"
#include "usecase/sign_in/session_issue.hpp"
#include "usecase/sign_in/sessions.hpp"
#include "usecase/sign_in/sign_in_guard.hpp"
#include "usecase/sso/sso_trial.hpp"

namespace roomkey {

struct BeginSsoRequest {
    CorpId corp;
};

struct ConfirmSsoRequest {
    Secret totp;
};

Fields<BeginSsoRequest> begin_sso_fields();
Fields<SsoAnswerRequest> finish_sso_fields();
Fields<ConfirmSsoRequest> confirm_sso_fields();

/// Signs users in to the console at the provider of their enterprise. Nobody is signed in yet, so
/// no gate is asked.
class SsoSignIn {
public:
    SsoSignIn(Store& store, Clock const& clock, TokenMaker const& tokens, Sealer const& sealer,
              LookupHash const& hashes, SignInGuard const& guard, SessionIssue const& issue,
              Sessions const& sessions, IdentityProviders& providers)
        : store_(store),
          clock_(clock),
          tokens_(tokens),
          sealer_(sealer),
          hashes_(hashes),
          guard_(guard),
          issue_(issue),
          sessions_(sessions),
          providers_(providers) {}

    /// `sso_unavailable`, whether there is no such enterprise or it has no single sign-on; those of
    /// `IdentityProviders::address`.
    Result<BegunSso> begin(BeginSsoRequest const& request) const;
    /// `cookie` is that of `begin`. `sso_refused` with the reason in its detail;
    /// `account_disabled`; `account_locked`; `unavailable` if the provider does not answer;
    /// `totp_needed` if the user has one-time passwords and the provider did not say that it
    /// checked a second factor.
    Result<BegunSession> finish(SsoAnswerRequest const& answer, Secret const& cookie,
                                RequestContext const& context) const;
    /// Ends a sign-in that `totp_needed` held up. Wrong ones are counted with wrong passwords of
    /// the account. `totp_wrong`, `sso_refused`, `account_disabled`, `account_locked`.
    Result<BegunSession> confirm(ConfirmSsoRequest const& request, Secret const& cookie,
                                 RequestContext const& context) const;

private:
    struct Enterprise {
        Corp corp;
        SsoProvider provider;
    };
    static Result<Enterprise> enterprise(Reader& reader, CorpId const& corp);
    Result<Enterprise> spend(SsoFlow const& flow) const;
    /// Signs in whom the claims mean, or notes that a second factor is missing.
    Result<BegunSession> sign_in(SsoFlow const& flow, SsoClaims const& claims,
                                 SignInAttempt const& attempt, RequestContext const& context) const;
    Result<BegunSession> take_totp_of(SsoFlow const& flow, UserId const& user, Secret const& totp,
                                      SignInAttempt const& attempt,
                                      RequestContext const& context) const;
    Result<BegunSession> session_of(Transaction& tx, User user, Corp corp, SignInProof proof,
                                    RequestContext const& context) const;
    [[nodiscard]] Status end_refused(SignInAttempt const& attempt, Error const& error) const;

    Store& store_;
    Clock const& clock_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
    LookupHash const& hashes_;
    SignInGuard const& guard_;
    SessionIssue const& issue_;
    Sessions const& sessions_;
    IdentityProviders& providers_;
};

}  // namespace roomkey
