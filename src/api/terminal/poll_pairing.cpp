#include "api/terminal/poll_pairing.hpp"

#include <boost/json.hpp>

#include "api/access_proof.hpp"
#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "api/terminal/credential_reply.hpp"
#include "api/terminal/profile_fields.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

constexpr auto fields = bind<PollPairingRequest>(
    rules::poll_pairing, {field<&PollPairingRequest::token>("pairingToken")});

std::string_view wire_name(PairingProgress::State state) {
    switch (state) {
        case PairingProgress::State::pending:
            return "pending";
        case PairingProgress::State::slow_down:
            return "slow_down";
        case PairingProgress::State::denied:
            return "denied";
        case PairingProgress::State::bound:
            break;
    }
    return "bound";
}

}  // namespace

Result<HttpReply> poll_pairing(PairScreen const& use_case, Call const& call) {
    bool const is_for_page = TRY(is_device_page(call.request));
    auto const request =
        TRY(read_request<PollPairingRequest>(call, operations::poll_pairing.body, fields));
    auto const progress = TRY(use_case.poll(request, call.context()));

    boost::json::object answer;
    answer["state"] = wire_name(progress.state);
    if (!progress.receipt) return json_reply(answer);
    auto const& receipt = *progress.receipt;
    IssuedCredential const issued{receipt.credential, receipt.validity, receipt.expires_at};
    answer["activation"] = credential_fields(profile_fields(receipt.profile), issued, is_for_page);
    auto reply = json_reply(answer);
    if (is_for_page) reply.headers.push_back(terminal_cookie(issued.credential, issued.validity));
    return reply;
}

}  // namespace roomkey
