#include "delivery/sms/kannel_channel.hpp"

#include <utility>

#include "domain/phone_reading.hpp"

namespace roomkey {
namespace {

HttpClientOptions client_options(KannelOptions const& options) {
    return {options.sendsms_url, options.ca_file, false, options.connect_max, options.total_max};
}

}  // namespace

KannelChannel::KannelChannel(KannelOptions options, Clock const& clock)
    : options_(std::move(options)), clock_(clock), sender_(client_options(options_)) {}

Result<std::unique_ptr<KannelChannel>> KannelChannel::open(KannelOptions options,
                                                           Clock const& clock) {
    TRY(check(options));
    return std::unique_ptr<KannelChannel>(new KannelChannel(std::move(options), clock));
}

SendOutcome KannelChannel::send(OutgoingMessage const& message) {
    // Not just a formality: Kannel takes a blank for the start of another receiver.
    if (!is_e164(message.contact.reveal())) {
        return {SendOutcome::Kind::refused, "not an international phone number"};
    }
    auto const request = kannel_request(options_, message, clock_.now());
    return sender_.send("SMS gateway", {request.method, request.query.reveal()}, request.headers,
                        request.body.reveal(), [](HttpAnswer const& answer) {
                            return kannel_outcome(answer.status, answer.body);
                        });
}

}  // namespace roomkey
