#include "usecase/sso/sso_trial.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/sso_providers.hpp"

namespace roomkey {
namespace {

using Answer = SsoAnswerRequest;
constexpr auto answer_fields = bind<Answer>(
    rules::finish_sso_trial,
    {field<&Answer::code>("code"), field<&Answer::state>("state"), field<&Answer::issuer>("iss")});

Result<SsoProvider> provider_of(Reader& reader, CorpId const& corp) {
    auto provider = TRY(find_sso_provider(reader, corp));
    if (!provider) return refusal(ErrorCode::sso_unavailable);
    return *std::move(provider);
}

SsoTrialResult failed(Error const& error) {
    SsoTrialResult result;
    result.problem = error.code == ErrorCode::unavailable ? SsoProblem::provider_unreachable
                                                          : SsoProblem::answer_refused;
    result.detail = error.detail;
    return result;
}

}  // namespace

Fields<SsoAnswerRequest> finish_sso_trial_fields() { return answer_fields; }

SsoQuestion new_question(TokenMaker const& tokens, std::string_view mark) {
    return {std::string(mark) + tokens.sso_secret().reveal(), tokens.sso_secret().reveal(),
            tokens.sso_secret()};
}

Result<SsoFlow> flow_of(Sealer const& sealer, Secret const& cookie, std::string const& state,
                        Instant now) {
    auto flow = opened_flow(sealer, cookie, now);
    if (!flow) return refusal(ErrorCode::sso_refused, "no sign-in that this browser began");
    // Not a secret of this browser's: the cookie is authentic, and both come from it.
    if (flow->question.state != state) return refusal(ErrorCode::sso_refused, "another state");
    return *std::move(flow);
}

Result<BegunSso> SsoTrial::begin(Actor const& actor) const {
    auto const& operation = operations::begin_sso_trial;
    SsoFlow flow;
    flow.question = new_question(tokens_, trial_mark);
    auto const provider =
        TRY(gate_.change(actor, operation, {}, [&](Change& change) -> Result<SsoProvider> {
            flow.corp = change.permit.corp.id;
            flow.tester = change.permit.caller ? change.permit.caller->user.id : UserId{};
            flow.expires_at = change.permit.now + sso_flow_validity;
            change.count_record();
            return provider_of(change.transaction, flow.corp);
        }));
    flow.revision = provider.revision;
    auto address = TRY(providers_.address(TRY(client_of(sealer_, provider)), flow.question));
    return BegunSso{std::move(address), sealed_flow(sealer_, flow)};
}

Result<SsoProvider> SsoTrial::spend(SsoFlow const& flow, Actor const& actor) const {
    auto const& operation = operations::finish_sso_trial;
    return gate_.change(actor, operation, {}, [&](Change& change) -> Result<SsoProvider> {
        bool const is_own = change.permit.caller && !flow.tester.empty() &&
                            flow.tester == change.permit.caller->user.id;
        if (!is_own) return refusal(ErrorCode::sso_refused, "another user's trial");
        auto const hash = hashes_.of(HashPurpose::sso_state, flow.question.state);
        if (!TRY(spend_sso_state(change.transaction, hash, flow.expires_at))) {
            return refusal(ErrorCode::sso_refused, "used before");
        }
        change.skip_record();
        return provider_of(change.transaction, flow.corp);
    });
}

Result<SsoTrialResult> SsoTrial::finish(SsoAnswerRequest const& request, Secret const& cookie,
                                        Actor const& actor) const {
    auto const& operation = operations::finish_sso_trial;
    auto const flow =
        TRY(gate_.ahead(actor, operation, {}, [&](Permit const& permit) -> Result<SsoFlow> {
            return flow_of(sealer_, cookie, request.state, permit.now);
        }));
    auto const provider = TRY(spend(flow, actor));
    auto const& question = flow.question;
    auto claims = providers_.redeem(
        TRY(client_of(sealer_, provider)),
        {request.code, request.issuer, question.nonce, question.verifier, provider.claim});
    return gate_.change(actor, operation, {}, [&](Change& change) -> Result<SsoTrialResult> {
        auto& tx = change.transaction;
        auto current = TRY(provider_of(tx, flow.corp));
        if (current.revision != flow.revision) return refusal(ErrorCode::sso_unavailable);
        auto result = claims.ok() ? SsoTrialResult{} : failed(claims.error());
        if (claims.ok()) {
            auto const match = TRY(match_claims(tx, current, *claims));
            result.problem = match.problem;
            result.account = match.user ? match.user->account : std::string{};
            result.has_second_factor = has_second_factor(current, *claims);
            result.claims = *claims;
        }
        change.about(result.account, result.problem == SsoProblem::none
                                         ? "succeeded"
                                         : std::string(wire_name(result.problem)));
        if (result.problem != SsoProblem::none) return result;
        current.tried_at = change.permit.now;
        TRY(save_sso_provider(tx, current));
        return result;
    });
}

}  // namespace roomkey
