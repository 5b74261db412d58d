#include "api/sign_in/single_sign_on.hpp"

#include <boost/json/object.hpp>

#include "api/access_proof.hpp"
#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "fields/operation_rules.hpp"
#include "operations/objects/session_object.hpp"
#include "operations/objects/sso_object.hpp"

namespace roomkey {
namespace {

HttpReply address_reply(BegunSso const& begun) {
    auto reply = json_reply(boost::json::object{{"address", begun.address}});
    reply.headers.push_back(sso_cookie(begun.cookie, sso_flow_validity));
    return reply;
}

HttpReply session_reply(BegunSession const& begun) {
    auto reply = json_reply(session_object(begun.shown));
    reply.headers.push_back(session_cookie(begun.secret));
    reply.headers.push_back(no_sso_cookie());
    return reply;
}

}  // namespace

Result<HttpReply> begin_single_sign_on(SsoSignIn const& use_case, Call const& call) {
    TRY(refuse_cross_site(call.request));
    auto const request = TRY(read_request<BeginSsoRequest>(
        call, operations::begin_single_sign_on.body, begin_sso_fields()));
    return address_reply(TRY(use_case.begin(request)));
}

Result<HttpReply> finish_single_sign_on(SsoSignIn const& use_case, Call const& call) {
    TRY(refuse_cross_site(call.request));
    auto const request = TRY(read_request<SsoAnswerRequest>(
        call, operations::finish_single_sign_on.body, finish_sso_fields()));
    return session_reply(
        TRY(use_case.finish(request, sso_cookie_of(call.request), call.context())));
}

Result<HttpReply> confirm_single_sign_on(SsoSignIn const& use_case, Call const& call) {
    TRY(refuse_cross_site(call.request));
    auto const request = TRY(read_request<ConfirmSsoRequest>(
        call, operations::confirm_single_sign_on.body, confirm_sso_fields()));
    return session_reply(
        TRY(use_case.confirm(request, sso_cookie_of(call.request), call.context())));
}

Result<HttpReply> begin_sso_trial(SsoTrial const& use_case, Call const& call) {
    return address_reply(TRY(use_case.begin(proof_holder(call.proof, call.context()))));
}

Result<HttpReply> finish_sso_trial(SsoTrial const& use_case, Call const& call) {
    auto const request = TRY(read_request<SsoAnswerRequest>(call, operations::finish_sso_trial.body,
                                                            finish_sso_trial_fields()));
    auto reply = json_reply(sso_trial_object(TRY(use_case.finish(
        request, sso_cookie_of(call.request), proof_holder(call.proof, call.context())))));
    reply.headers.push_back(no_sso_cookie());
    return reply;
}

}  // namespace roomkey
