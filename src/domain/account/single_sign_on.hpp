#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/names.hpp"

namespace roomkey {

/// How the users of an enterprise sign in to the console. The default administrator keeps the
/// password in every case: the way in when the provider is down.
enum class SingleSignOn : std::uint8_t {
    off = 0,
    on = 1,        ///< By password or at the provider.
    required = 2,  ///< At the provider.
};

/// What a session was begun with.
enum class SignInProof : std::uint8_t {
    password = 0,
    provider = 1,
    provider_with_second_factor = 2,  ///< The provider has checked one, as the settings demand.
};

/// How this server proves to the provider who it is (OpenID Connect Core, section 9).
enum class ClientAuth : std::uint8_t { basic = 0, post = 1, none = 2 };

/// What of a user is compared with the claim.
enum class MatchedBy : std::uint8_t { account = 0, email = 1, third_account = 2 };

inline constexpr std::array<std::pair<SingleSignOn, std::string_view>, 3> single_sign_on_names{
    {{SingleSignOn::off, "off"}, {SingleSignOn::on, "on"}, {SingleSignOn::required, "required"}}};
inline constexpr std::array<std::pair<ClientAuth, std::string_view>, 3> client_auth_names{
    {{ClientAuth::basic, "basic"}, {ClientAuth::post, "post"}, {ClientAuth::none, "none"}}};
inline constexpr std::array<std::pair<MatchedBy, std::string_view>, 3> matched_by_names{
    {{MatchedBy::account, "account"},
     {MatchedBy::email, "email"},
     {MatchedBy::third_account, "thirdAccount"}}};

inline std::optional<SingleSignOn> single_sign_on_named(std::string_view name) {
    return value_named<SingleSignOn>(single_sign_on_names, name);
}
inline std::optional<ClientAuth> client_auth_named(std::string_view name) {
    return value_named<ClientAuth>(client_auth_names, name);
}
inline std::optional<MatchedBy> matched_by_named(std::string_view name) {
    return value_named<MatchedBy>(matched_by_names, name);
}

/// The OpenID Connect provider of an enterprise.
struct SsoProvider {
    CorpId corp_id;
    std::string issuer;
    std::string client_id;
    Bytes sealed_secret;  ///< Empty: none.
    ClientAuth client_auth = ClientAuth::basic;
    std::string claim;  ///< Its name.
    MatchedBy matched_by = MatchedBy::email;
    /// The value among `amr`, or of `acr`, by which the provider says that it checked a second
    /// factor. Empty: what it says does not count.
    std::string second_factor;
    std::string redirect_uri;
    std::string revision;  ///< Another one with each change; a trial is of one revision.
    Instant tried_at{};    ///< When a trial of these settings succeeded; the epoch: not yet.
};

/// Between the way to the provider and the way back.
constexpr Duration sso_flow_validity = std::chrono::minutes{10};

}  // namespace roomkey
