#pragma once

#include <optional>
#include <string_view>

#include "storage/store.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

/// Why nobody can be signed in.
enum class SsoProblem : std::uint8_t {
    none,
    provider_unreachable,
    answer_refused,
    claim_missing,
    email_unverified,
    nobody_matches,
    several_match,
    account_disabled,
};
std::string_view wire_name(SsoProblem problem);

struct SsoMatch {
    SsoProblem problem = SsoProblem::none;
    std::optional<User> user;  ///< The one who matches, enabled or not.
};

/// Who of the enterprise is meant.
Result<SsoMatch> match_claims(Reader& reader, SsoProvider const& provider, SsoClaims const& claims);

/// Whether the provider says that it has checked a second factor, as the settings word it.
bool has_second_factor(SsoProvider const& provider, SsoClaims const& claims);

}  // namespace roomkey
