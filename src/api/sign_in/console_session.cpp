#include "api/sign_in/console_session.hpp"

#include <boost/json/object.hpp>

#include "api/access_proof.hpp"
#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "fields/operation_rules.hpp"
#include "operations/objects/session_object.hpp"
#include "operations/served_operation.hpp"

namespace roomkey {
namespace {

Actor holder(Call const& call) { return proof_holder(call.proof, call.context()); }

}  // namespace

Result<HttpReply> begin_session(Sessions const& use_case, Call const& call) {
    TRY(refuse_cross_site(call.request));
    auto const request = TRY(read_request<BeginSessionRequest>(call, operations::begin_session.body,
                                                               begin_session_fields()));
    auto const begun = TRY(use_case.begin(request, call.context()));
    auto reply = json_reply(session_object(begun.shown));
    reply.headers.push_back(session_cookie(begun.secret));
    return reply;
}

Result<HttpReply> show_session(Sessions const& use_case, Call const& call) {
    return json_reply(session_object(TRY(use_case.show(holder(call)))));
}

Result<HttpReply> end_session(Sessions const& use_case, Call const& call) {
    TRY(use_case.end(holder(call)));
    auto reply = empty_reply();
    reply.headers.push_back(no_session_cookie());
    return reply;
}

Result<HttpReply> search_sessions(Sessions const& use_case, Call const& call) {
    auto const request = TRY(read_request<SearchSessionsRequest>(
        call, operations::search_sessions.body, search_sessions_fields()));
    auto const page = TRY(use_case.search(request, holder(call)));
    return json_reply(page_of(page, listed_session_object));
}

Result<HttpReply> end_session_by_id(Sessions const& use_case, Call const& call) {
    auto const request = TRY(read_request<EndSessionRequest>(
        call, operations::end_session_by_id.body, end_session_by_id_fields()));
    TRY(use_case.end_one(request, holder(call)));
    return empty_reply();
}

Result<HttpReply> begin_totp(SecondFactor const& use_case, Call const& call) {
    auto const key = TRY(use_case.begin(holder(call)));
    return json_reply(
        boost::json::object{{"secret", key.secret.reveal()}, {"uri", key.uri.reveal()}});
}

Result<HttpReply> confirm_totp(SecondFactor const& use_case, Call const& call) {
    auto const request = TRY(read_request<ConfirmTotpRequest>(call, operations::confirm_totp.body,
                                                              confirm_totp_fields()));
    TRY(use_case.confirm(request, holder(call)));
    return empty_reply();
}

Result<HttpReply> remove_totp(SecondFactor const& use_case, Call const& call) {
    auto const request = TRY(
        read_request<RemoveTotpRequest>(call, operations::remove_totp.body, remove_totp_fields()));
    TRY(use_case.remove(request, holder(call)));
    return empty_reply();
}

}  // namespace roomkey
