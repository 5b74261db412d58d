#include "usecase/sso/sso_sign_in.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/sso_providers.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

constexpr auto begin_fields =
    bind<BeginSsoRequest>(rules::begin_single_sign_on, {field<&BeginSsoRequest::corp>("corpId")});
constexpr auto finish_fields =
    bind<SsoAnswerRequest>(rules::finish_single_sign_on, {field<&SsoAnswerRequest::code>("code"),
                                                          field<&SsoAnswerRequest::state>("state"),
                                                          field<&SsoAnswerRequest::issuer>("iss")});
constexpr auto confirm_fields = bind<ConfirmSsoRequest>(rules::confirm_single_sign_on,
                                                        {field<&ConfirmSsoRequest::totp>("totp")});

/// What failures at the provider are counted of. With the source, so that nobody elsewhere can use
/// up the attempts of an enterprise; no account has such a name.
std::string counted_name(SsoFlow const& flow, RequestContext const& context) {
    return "sso:" + flow.corp.value + ' ' + source_network(context.source);
}

/// With what administrators need to know, who otherwise see only that it was refused.
SignInAttempt because(SignInAttempt attempt, Error const& error) {
    attempt.tried.detail = error.detail;
    return attempt;
}

/// The provider vouched for somebody, so nothing was guessed: colleagues without an account must
/// not lock out those who have one.
Status end_unmatched(SignInGuard const& guard, SignInAttempt const& attempt, Error const& error) {
    bool const is_recorded =
        error.code == ErrorCode::sso_refused || error.code == ErrorCode::account_disabled;
    return is_recorded ? guard.take_back(attempt, error) : guard.take_back(attempt);
}

}  // namespace

Fields<BeginSsoRequest> begin_sso_fields() { return begin_fields; }
Fields<SsoAnswerRequest> finish_sso_fields() { return finish_fields; }
Fields<ConfirmSsoRequest> confirm_sso_fields() { return confirm_fields; }

Result<SsoSignIn::Enterprise> SsoSignIn::enterprise(Reader& reader, CorpId const& id) {
    auto corp = TRY(find_corp(reader, id));
    if (!corp || corp->policy.single_sign_on == SingleSignOn::off) {
        return refusal(ErrorCode::sso_unavailable);
    }
    auto provider = TRY(find_sso_provider(reader, id));
    if (!provider) return refusal(ErrorCode::sso_unavailable);
    return Enterprise{*std::move(corp), *std::move(provider)};
}

Result<BegunSso> SsoSignIn::begin(BeginSsoRequest const& request) const {
    auto const found =
        TRY(store_.read([&](Reader& reader) { return enterprise(reader, request.corp); }));
    SsoFlow flow;
    flow.question = new_question(tokens_, sign_in_mark);
    flow.corp = request.corp;
    flow.revision = found.provider.revision;
    flow.expires_at = clock_.now() + sso_flow_validity;
    auto address = TRY(providers_.address(TRY(client_of(sealer_, found.provider)), flow.question));
    return BegunSso{std::move(address), sealed_flow(sealer_, flow)};
}

Result<SsoSignIn::Enterprise> SsoSignIn::spend(SsoFlow const& flow) const {
    return store_.write([&](Transaction& tx) -> Result<Enterprise> {
        auto const hash = hashes_.of(HashPurpose::sso_state, flow.question.state);
        if (!TRY(spend_sso_state(tx, hash, flow.expires_at))) {
            return refusal(ErrorCode::sso_refused, "used before");
        }
        auto found = enterprise(tx, flow.corp);
        if (!found.ok() || found->provider.revision != flow.revision) {
            return refusal(ErrorCode::sso_refused, "the settings have changed");
        }
        return found;
    });
}

Result<BegunSession> SsoSignIn::finish(SsoAnswerRequest const& answer, Secret const& cookie,
                                       RequestContext const& context) const {
    auto const flow = TRY(flow_of(sealer_, cookie, answer.state, clock_.now()));
    if (!flow.tester.empty()) return refusal(ErrorCode::sso_refused, "a trial");
    auto attempt = TRY(guard_.begin(counted_name(flow, context), context, PasswordUse::sign_in));
    // In the trail of the enterprise, with the reason and without the name that it is counted by.
    attempt.tried.corp_id = flow.corp;
    attempt.tried.account.clear();
    auto const found = spend(flow);
    if (!found.ok()) {
        TRY(end_refused(because(attempt, found.error()), found.error()));
        return found.error();
    }
    auto const client = client_of(sealer_, found->provider);
    auto const& question = flow.question;
    auto claims = client.ok()
                      ? providers_.redeem(*client, {answer.code, answer.issuer, question.nonce,
                                                    question.verifier, found->provider.claim})
                      : Result<SsoClaims>(client.error());
    if (!claims.ok()) {
        TRY(end_refused(because(attempt, claims.error()), claims.error()));
        return claims.error();
    }
    auto signed_in = sign_in(flow, *claims, attempt, context);
    if (!signed_in.ok()) {
        TRY(end_unmatched(guard_, because(attempt, signed_in.error()), signed_in.error()));
    }
    return signed_in;
}

Status SsoSignIn::end_refused(SignInAttempt const& attempt, Error const& error) const {
    switch (error.code) {
        case ErrorCode::sso_refused:
        case ErrorCode::totp_wrong:
            return guard_.end_wrong(attempt, error.code);
        case ErrorCode::account_disabled:
        case ErrorCode::account_locked:
            return guard_.take_back(attempt, error);
        default:
            return guard_.take_back(attempt);
    }
}

Result<BegunSession> SsoSignIn::sign_in(SsoFlow const& flow, SsoClaims const& claims,
                                        SignInAttempt const& attempt,
                                        RequestContext const& context) const {
    // That a second factor is missing has to be remembered, so it is a value.
    using Begun = std::optional<BegunSession>;
    auto begun = TRY(store_.write([&](Transaction& tx) -> Result<Begun> {
        auto found = TRY(enterprise(tx, flow.corp));
        if (found.provider.revision != flow.revision) {
            return refusal(ErrorCode::sso_refused, "the settings have changed");
        }
        auto match = TRY(match_claims(tx, found.provider, claims));
        if (match.problem == SsoProblem::account_disabled) {
            return refusal(ErrorCode::account_disabled);
        }
        if (match.problem != SsoProblem::none || !match.user) {
            return refusal(ErrorCode::sso_refused, std::string(wire_name(match.problem)));
        }
        // Held until the end.
        auto user = TRY(find_user(tx, match.user->id));
        if (!user) return refusal(ErrorCode::sso_refused, "gone meanwhile");
        if (user->status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
        bool const is_second = has_second_factor(found.provider, claims);
        if (has_totp(*user) && !is_second) {
            auto const hash = hashes_.of(HashPurpose::sso_state, flow.question.state);
            TRY(set_sso_user(tx, hash, user->id));
            return Begun{};
        }
        TRY(guard_.end_right(tx, attempt));
        auto const proof =
            is_second ? SignInProof::provider_with_second_factor : SignInProof::provider;
        return Begun{TRY(session_of(tx, *std::move(user), std::move(found.corp), proof, context))};
    }));
    if (!begun) return refusal(ErrorCode::totp_needed);
    return *std::move(begun);
}

Result<BegunSession> SsoSignIn::session_of(Transaction& tx, User user, Corp corp, SignInProof proof,
                                           RequestContext const& context) const {
    TRY(record_own(tx, audit_own(user, context, clock_.now(),
                                 std::string(operations::finish_single_sign_on.audit))));
    auto signed_in = TRY(issue_.issue(tx, std::move(user), std::move(corp), AppId{},
                                      client_type_console, context, proof));
    return sessions_.begun(tx, std::move(signed_in), context);
}

Result<BegunSession> SsoSignIn::confirm(ConfirmSsoRequest const& request, Secret const& cookie,
                                        RequestContext const& context) const {
    auto const flow = opened_flow(sealer_, cookie, clock_.now());
    if (!flow) return refusal(ErrorCode::sso_refused, "no sign-in that this browser began");
    auto const hash = hashes_.of(HashPurpose::sso_state, flow->question.state);
    auto const user = TRY(store_.read([&](Reader& reader) -> Result<std::optional<User>> {
        auto const id = TRY(find_sso_user(reader, hash, clock_.now()));
        if (id.empty()) return std::optional<User>{};
        return find_user(reader, id);
    }));
    if (!user) return refusal(ErrorCode::sso_refused, "nobody waits for a second factor");
    // Counted with wrong passwords of the account, as in BeginSession.
    auto const attempt = TRY(guard_.begin(user->account, context, PasswordUse::sign_in));
    auto begun = take_totp_of(*flow, user->id, request.totp, attempt, context);
    if (!begun.ok()) TRY(end_refused(attempt, begun.error()));
    return begun;
}

Result<BegunSession> SsoSignIn::take_totp_of(SsoFlow const& flow, UserId const& id,
                                             Secret const& totp, SignInAttempt const& attempt,
                                             RequestContext const& context) const {
    auto const hash = hashes_.of(HashPurpose::sso_state, flow.question.state);
    // That it is wrong has to be remembered, so it is a value.
    using Begun = std::optional<BegunSession>;
    auto begun = TRY(store_.write([&](Transaction& tx) -> Result<Begun> {
        auto user = TRY(find_user(tx, id));
        bool const waits = user && TRY(find_sso_user(tx, hash, clock_.now())) == id;
        if (!waits) return refusal(ErrorCode::sso_refused, "ended meanwhile");
        if (user->status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
        auto found = enterprise(tx, flow.corp);
        if (!found.ok() || found->provider.revision != flow.revision) {
            return refusal(ErrorCode::sso_refused, "the settings have changed");
        }
        // Removed by an operator meanwhile: then it is not asked for.
        if (has_totp(*user) && !TRY(guard_.take_totp(tx, sealer_, *user, totp, attempt))) {
            return Begun{};
        }
        TRY(set_sso_user(tx, hash, UserId{}));
        TRY(guard_.end_right(tx, attempt));
        return Begun{TRY(session_of(tx, *std::move(user), std::move(found->corp),
                                    SignInProof::provider, context))};
    }));
    if (!begun) return refusal(ErrorCode::totp_wrong);
    return *std::move(begun);
}

}  // namespace roomkey
