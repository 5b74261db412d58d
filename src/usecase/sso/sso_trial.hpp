#pragma once

#include <string>

#include "fields/binding.hpp"
#include "security/lookup_hash.hpp"
#include "usecase/gate.hpp"
#include "usecase/sso/sso_flow.hpp"
#include "usecase/sso/sso_match.hpp"
#include "usecase/sso/sso_settings.hpp"

namespace roomkey {

/// What the page that the browser returns to passes on.
struct SsoAnswerRequest {
    std::string code;
    std::string state;
    std::string issuer;  ///< Empty: none.
};
Fields<SsoAnswerRequest> finish_sso_trial_fields();

/// Where the browser goes, and the cookie that it takes along.
struct BegunSso {
    std::string address;
    Secret cookie;
};

/// How a trial ended. That it failed is a result.
struct SsoTrialResult {
    SsoProblem problem = SsoProblem::none;
    std::string detail;   ///< In technical words; may be empty.
    std::string account;  ///< Empty: nobody's.
    bool has_second_factor = false;
    SsoClaims claims;
};

/// A sign-in of an administrator that signs nobody in and shows what the provider said. Errors:
/// those of the gate, besides those named.
class SsoTrial {
public:
    SsoTrial(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer,
             LookupHash const& hashes, IdentityProviders& providers)
        : gate_(gate), tokens_(tokens), sealer_(sealer), hashes_(hashes), providers_(providers) {}

    /// `sso_unavailable` without a provider; those of `IdentityProviders::address`.
    Result<BegunSso> begin(Actor const& actor) const;
    /// Remembers a success, for these settings. `sso_refused` if this browser and user did not
    /// begin it, or it has ended; `sso_unavailable` if the settings have changed.
    Result<SsoTrialResult> finish(SsoAnswerRequest const& request, Secret const& cookie,
                                  Actor const& actor) const;

private:
    [[nodiscard]] Result<SsoProvider> spend(SsoFlow const& flow, Actor const& actor) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
    LookupHash const& hashes_;
    IdentityProviders& providers_;
};

/// A new question to the provider. State begins with `mark`.
SsoQuestion new_question(TokenMaker const& tokens, std::string_view mark);

/// The flow of the cookie, if it is the one of `state`. `sso_refused`.
Result<SsoFlow> flow_of(Sealer const& sealer, Secret const& cookie, std::string const& state,
                        Instant now);

}  // namespace roomkey
