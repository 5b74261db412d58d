#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

/// What a provider says of itself (OpenID Connect Discovery).
struct ProviderDocument {
    std::string issuer;
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string keys_uri;
    std::string userinfo_endpoint;  ///< Empty: none.
    bool names_issuer = false;      ///< It adds `iss` to its answers (RFC 9207).
};

/// `sso_refused` unless it is the document of `issuer`, to the letter, and all it names is https.
Result<ProviderDocument> parse_provider_document(std::string_view text, std::string_view issuer);

/// Where the browser goes (OpenID Connect Core, section 3.1.2.1; RFC 7636).
std::string authorization_address(ProviderDocument const& document, SsoClient const& client,
                                  SsoQuestion const& question);

/// The body of the request for the token.
std::string token_request(SsoClient const& client, SsoAnswer const& answer);

}  // namespace roomkey
