#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/account/single_sign_on.hpp"

namespace roomkey {

/// This server as a client of a provider.
struct SsoClient {
    std::string issuer;
    std::string client_id;
    Secret secret;  ///< Empty: none.
    ClientAuth auth = ClientAuth::basic;
    std::string redirect_uri;
};

/// What the browser takes along to the provider.
struct SsoQuestion {
    std::string state;
    std::string nonce;
    Secret verifier;  ///< Of PKCE; the provider sees its SHA-256.
};

/// What it brings back.
struct SsoAnswer {
    std::string code;
    std::string issuer;  ///< `iss` of RFC 9207; empty: none.
    std::string nonce;   ///< Of the question.
    Secret verifier;
    std::string claim;  ///< The one that is needed, wherever the provider says it.
};

/// What the provider says of somebody.
struct SsoClaims {
    struct Claim {
        std::string name;
        std::string value;
    };
    std::vector<Claim> all;
    bool is_email_verified = false;
    std::string acr;
    std::vector<std::string> amr;

    /// Null if there is none of this name.
    [[nodiscard]] std::string const* find(std::string_view name) const {
        for (auto const& claim : all) {
            if (claim.name == name) return &claim.value;
        }
        return nullptr;
    }
};

/// OpenID Connect providers, as far as this server speaks to them. Calls block until they answered,
/// or for some seconds. Thread-safe.
class IdentityProviders {
public:
    virtual ~IdentityProviders() = default;

    /// Where the browser goes. `unavailable` if the provider does not answer; `sso_refused` if what
    /// it says of itself cannot be used. The detail of either says why.
    virtual Result<std::string> address(SsoClient const& client, SsoQuestion const& question) = 0;

    /// Exchanges the code for claims, which are checked. Errors: likewise.
    virtual Result<SsoClaims> redeem(SsoClient const& client, SsoAnswer const& answer) = 0;
};

}  // namespace roomkey
