#include "api/terminal/activate_terminal.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "api/terminal/profile_fields.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

using Request = ActivationRequest;

constexpr auto fields = bind<Request>(
    rules::activate_terminal,
    {field<&Request::idempotency_key>("Idempotency-Key"), field<&Request::code>("activeCode"),
     field<&Request::sn>("sn"), field<&Request::device_type>("devType"),
     field<&Request::model>("model"), field<&Request::software_version>("softwareVersion")});

}  // namespace

Result<HttpReply> activate_terminal(ActivateTerminal const& use_case, Call const& call) {
    auto const request =
        TRY(read_request<Request>(call, operations::activate_terminal.body, fields));
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
