#include "api/terminal/activate_terminal.hpp"

#include "api/access_proof.hpp"
#include "api/request_fields.hpp"
#include "api/terminal/credential_reply.hpp"
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
    bool const is_for_page = TRY(is_device_page(call.request));
    auto const request =
        TRY(read_request<Request>(call, operations::activate_terminal.body, fields));
    auto const receipt = TRY(use_case.run(request, call.context()));

    auto reply =
        credential_reply(profile_fields(receipt.profile),
                         {receipt.credential, receipt.validity, receipt.expires_at}, is_for_page);
    if (receipt.is_replayed) reply.headers.push_back({"Idempotency-Replayed", "true"});
    return reply;
}

}  // namespace roomkey
