#include "api/code/reset_code.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"
#include "api/request_fields.hpp"

namespace roomkey {

Result<HttpReply> reset_code(ResetCode const& use_case, Call const& call) {
    auto request = TRY(read_request(call, reset_code_fields()));
    request.access_token = call.access_token();
    auto const receipt = TRY(use_case.run(request, call.context()));

    boost::json::object answer;
    answer["activeCode"] = receipt.code.reveal();
    auto reply = json_reply(answer);
    if (receipt.is_replayed) reply.headers.push_back({"Idempotency-Replayed", "true"});
    return reply;
}

}  // namespace roomkey
