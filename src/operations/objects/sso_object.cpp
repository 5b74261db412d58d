#include "operations/objects/sso_object.hpp"

#include <boost/json.hpp>
#include <string_view>

namespace roomkey {

boost::json::object sso_object(ShownSso const& shown) {
    auto const& provider = shown.provider;
    boost::json::object object;
    object["demand"] = name_in(single_sign_on_names, shown.demand);
    object["issuer"] = provider.issuer;
    object["clientId"] = provider.client_id;
    object["clientAuth"] = name_in(client_auth_names, provider.client_auth);
    object["hasSecret"] = !provider.sealed_secret.empty();
    object["claim"] = provider.claim;
    object["matchedBy"] = name_in(matched_by_names, provider.matched_by);
    object["secondFactor"] = provider.second_factor;
    object["redirectUri"] = provider.redirect_uri;
    object["triedAt"] = unix_milliseconds(provider.tried_at);
    object["wayInReady"] = shown.is_way_in_ready;
    return object;
}

boost::json::object sso_trial_object(SsoTrialResult const& result) {
    boost::json::array claims;
    for (auto const& claim : result.claims.all) {
        claims.push_back(boost::json::object{{"name", claim.name}, {"value", claim.value}});
    }
    boost::json::object object;
    object["succeeded"] = result.problem == SsoProblem::none;
    object["problem"] = wire_name(result.problem);
    object["detail"] = result.detail;
    object["account"] = result.account;
    object["secondFactor"] = result.has_second_factor;
    object["claims"] = std::move(claims);
    return object;
}

}  // namespace roomkey
