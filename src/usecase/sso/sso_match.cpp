#include "usecase/sso/sso_match.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/names.hpp"
#include "storage/sql/directory/sso_providers.hpp"

namespace roomkey {
namespace {

constexpr std::array<std::pair<SsoProblem, std::string_view>, 7> problem_names{{
    {SsoProblem::provider_unreachable, "provider_unreachable"},
    {SsoProblem::answer_refused, "answer_refused"},
    {SsoProblem::claim_missing, "claim_missing"},
    {SsoProblem::email_unverified, "email_unverified"},
    {SsoProblem::nobody_matches, "nobody_matches"},
    {SsoProblem::several_match, "several_match"},
    {SsoProblem::account_disabled, "account_disabled"},
}};

}  // namespace

std::string_view wire_name(SsoProblem problem) { return name_in(problem_names, problem); }

Result<SsoMatch> match_claims(Reader& reader, SsoProvider const& provider,
                              SsoClaims const& claims) {
    SsoMatch match;
    auto const fails = [&](SsoProblem problem) {
        match.problem = problem;
        return match;
    };
    auto const* const value = claims.find(provider.claim);
    if (value == nullptr || value->empty()) return fails(SsoProblem::claim_missing);
    // Anybody can write any address into their account at some providers.
    if (provider.claim == "email" && !claims.is_email_verified) {
        return fails(SsoProblem::email_unverified);
    }
    auto found = TRY(find_users_matching(reader, provider.corp_id, provider.matched_by, *value));
    if (found.empty()) return fails(SsoProblem::nobody_matches);
    if (found.size() > 1) return fails(SsoProblem::several_match);
    match.user = std::move(found.front());
    if (match.user->status != AccountStatus::normal) return fails(SsoProblem::account_disabled);
    return match;
}

bool has_second_factor(SsoProvider const& provider, SsoClaims const& claims) {
    if (provider.second_factor.empty()) return false;
    return claims.acr == provider.second_factor ||
           std::find(claims.amr.begin(), claims.amr.end(), provider.second_factor) !=
               claims.amr.end();
}

}  // namespace roomkey
