#include "api/code/reset_code.hpp"

#include <boost/json.hpp>

#include "api/code/contact_fields.hpp"
#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> reset_code(ResetCode const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    ResetRequest request;
    request.access_token = call.access_token();
    request.account = call.path_parameter("account");
    request.contacts = TRY(contact_fields(body));
    if (auto const key = call.request.header("Idempotency-Key")) request.idempotency_key = *key;
    auto const receipt = TRY(use_case.run(request, call.context()));

    boost::json::object answer;
    answer["activeCode"] = receipt.code.reveal();
    auto reply = json_reply(answer);
    if (receipt.is_replayed) reply.headers.push_back({"Idempotency-Replayed", "true"});
    return reply;
}

}  // namespace roomkey
