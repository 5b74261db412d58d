#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "openid/key_set.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

constexpr std::size_t id_token_bytes_max = std::size_t{16} << 10;
/// How far the provider's clock may be off.
constexpr Duration id_token_skew = std::chrono::minutes{1};
/// A token that comes straight from the provider is of this moment.
constexpr Duration id_token_age_max = std::chrono::minutes{10};

/// What an ID token has to say.
struct IdTokenDemand {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    Instant now{};
};

/// `sso_refused` if it is no token, too long, demands what is not known (`crit`), or is signed by
/// an algorithm that is not accepted.
Result<TokenHeader> token_header(std::string_view token);

/// The claims of a token (OpenID Connect Core, section 3.1.3.7). `sso_refused` with what is wrong.
Result<boost::json::object> checked_id_token(std::string_view token, TokenHeader const& header,
                                             KeySet const& keys, IdTokenDemand const& demand);

/// Claims as texts, as far as they are texts, numbers, booleans and lists of texts; long ones are
/// left out.
SsoClaims claims_of(boost::json::object const& claims);

}  // namespace roomkey
