#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/account/single_sign_on.hpp"
#include "security/sealer.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

/// A sign-in, or a trial, that a browser has begun. The browser alone keeps it, sealed, in a
/// cookie: so beginning one writes nothing, and only the browser that began it can end it.
struct SsoFlow {
    SsoQuestion question;
    CorpId corp;
    UserId tester;         ///< Whose trial it is; empty: a sign-in.
    std::string revision;  ///< Of the settings.
    Instant expires_at{};
};

/// State begins with this in a trial, so that the page that the browser returns to knows.
constexpr std::string_view trial_mark = "t.";
constexpr std::string_view sign_in_mark = "s.";

/// For the cookie.
Secret sealed_flow(Sealer const& sealer, SsoFlow const& flow);
/// Empty if `cookie` is not one that this server made, or has expired.
std::optional<SsoFlow> opened_flow(Sealer const& sealer, Secret const& cookie, Instant now);

}  // namespace roomkey
