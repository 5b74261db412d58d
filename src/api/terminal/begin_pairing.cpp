#include "api/terminal/begin_pairing.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "fields/operation_rules.hpp"
#include "qr/qr_code.hpp"

namespace roomkey {
namespace {

using Request = BeginPairingRequest;

constexpr auto fields = bind<Request>(
    rules::begin_pairing,
    {field<&Request::origin>("origin"), field<&Request::device, &DeviceFacts::sn>("sn"),
     field<&Request::device, &DeviceFacts::type>("devType"),
     field<&Request::device, &DeviceFacts::model>("model"),
     field<&Request::device, &DeviceFacts::software_version>("softwareVersion")});

}  // namespace

Result<HttpReply> begin_pairing(PairScreen const& use_case, Call const& call) {
    auto const request = TRY(read_request<Request>(call, operations::begin_pairing.body, fields));
    auto const begun = TRY(use_case.begin(request, call.context()));
    auto const code = shown_user_code(begun.user_code);
    // Behind #, so that no log has the code.
    auto const address = request.origin + "/console/pair#" + code;
    auto const qr = TRY(QrCode::of(address));

    boost::json::object answer;
    answer["pairingToken"] = begun.token.reveal();
    answer["userCode"] = code;
    answer["number"] = begun.number;
    answer["address"] = address;
    answer["qrSize"] = qr.size();
    answer["qrPath"] = qr.svg_path();
    answer["validPeriod"] = pairing_validity / std::chrono::seconds{1};
    answer["interval"] = pairing_interval / std::chrono::seconds{1};
    return json_reply(answer);
}

}  // namespace roomkey
