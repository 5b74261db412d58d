#include "api/terminal/activate_terminal.hpp"

#include <boost/json.hpp>

#include "api/json_body.hpp"
#include "api/reply.hpp"
#include "api/terminal/profile_fields.hpp"

namespace roomkey {

Result<HttpReply> activate_terminal(ActivateTerminal const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    ActivationRequest request;
    request.code = TRY(body.text_or_empty("activeCode"));
    request.sn = TRY(body.text_or_empty("sn"));
    request.device_type = TRY(body.text_or_empty("devType"));
    request.model = TRY(body.text_or_empty("model"));
    request.software_version = TRY(body.text_or_empty("softwareVersion"));
    if (auto const key = call.request.header("Idempotency-Key")) request.idempotency_key = *key;
    auto const receipt = TRY(use_case.run(request, call.context()));

    auto answer = profile_fields(receipt.profile);
    answer["accessToken"] = receipt.credential.reveal();
    answer["validPeriod"] = receipt.validity / std::chrono::seconds{1};
    answer["expireTime"] = unix_seconds(receipt.expires_at);
    auto reply = json_reply(answer);
    if (receipt.is_replayed) reply.headers.push_back({"Idempotency-Replayed", "true"});
    return reply;
}

}  // namespace roomkey
