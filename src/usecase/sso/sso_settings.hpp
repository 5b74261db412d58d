#pragma once

#include <string>

#include "base/secret.hpp"
#include "fields/binding.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "usecase/gate.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

struct SaveSsoRequest {
    std::string issuer;
    std::string client_id;
    Secret secret;  ///< Empty: the earlier one stays.
    ClientAuth client_auth = ClientAuth::basic;
    std::string claim;
    MatchedBy matched_by = MatchedBy::email;
    std::string second_factor;
    std::string redirect_uri;
};

struct SwitchSsoRequest {
    SingleSignOn demand = SingleSignOn::off;
};

Fields<SaveSsoRequest> save_sso_fields();
Fields<SwitchSsoRequest> switch_sso_fields();

struct ShownSso {
    SingleSignOn demand = SingleSignOn::off;
    SsoProvider provider;  ///< Empty if there is none.
    bool is_way_in_ready = false;
};

/// The provider of the actor's enterprise. Errors: those of the gate, besides those named.
class SsoSettings {
public:
    SsoSettings(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer)
        : gate_(gate), tokens_(tokens), sealer_(sealer) {}

    Result<ShownSso> show(NoFields const& request, Actor const& actor) const;
    /// Any difference switches single sign-on off until another trial.
    Result<ShownSso> save(SaveSsoRequest const& request, Actor const& actor) const;
    Status remove(NoFields const& request, Actor const& actor) const;
    /// `sso_unavailable` without a provider; `sso_not_tried`; `sso_way_in_needed`.
    Result<ShownSso> demand(SwitchSsoRequest const& request, Actor const& actor) const;

private:
    [[nodiscard]] Bytes secret_of(SsoProvider const& provider, SsoProvider const& before,
                                  SaveSsoRequest const& request) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
};

/// The client that the settings describe.
Result<SsoClient> client_of(Sealer const& sealer, SsoProvider const& provider);

}  // namespace roomkey
