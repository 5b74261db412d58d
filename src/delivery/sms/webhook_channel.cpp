#include "delivery/sms/webhook_channel.hpp"

#include <boost/json.hpp>

#include <utility>

#include "delivery/message_text.hpp"

namespace roomkey {
namespace {

using Kind = SendOutcome::Kind;

/// RFC 3339 in UTC, to the millisecond.
std::string timestamp_text(Instant instant) {
    auto const day = std::chrono::floor<std::chrono::days>(instant);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{instant - day};
    auto const padded = [](auto number, std::size_t width) {
        auto digits = std::to_string(number);
        return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
    };
    return padded(static_cast<int>(date.year()), 4) + '-' +
           padded(static_cast<unsigned>(date.month()), 2) + '-' +
           padded(static_cast<unsigned>(date.day()), 2) + 'T' + padded(time.hours().count(), 2) +
           ':' + padded(time.minutes().count(), 2) + ':' + padded(time.seconds().count(), 2) + '.' +
           padded(time.subseconds().count(), 3) + 'Z';
}

SendOutcome outcome(Kind kind, std::string_view reason, int status, std::string_view to_mend = {}) {
    return {kind, "SMS webhook: " + std::string(reason) + " (HTTP " + std::to_string(status) + ')',
            to_mend};
}

}  // namespace

Secret webhook_body(OutgoingMessage const& message) {
    boost::json::object data;
    data["id"] = message.id.value;
    data["to"] = message.contact.reveal();
    data["text"] = message_text(message).body.reveal();
    data["language"] = language_tag(message.language);
    data["expireTime"] = unix_milliseconds(message.expires_at);
    boost::json::object body;
    body["type"] = "sms.send";
    body["timestamp"] = timestamp_text(message.created_at);
    body["data"] = std::move(data);
    return Secret(boost::json::serialize(body));
}

SendOutcome webhook_outcome(int status) {
    if (status >= 200 && status < 300) return {};
    switch (status) {
        case 400:
        case 422:
            return outcome(Kind::refused, "refuses the message", status);
        case 401:
        case 403:
        case 407:
            return outcome(Kind::try_again, "rejects the signature; check the configuration",
                           status, "sign_in");
        case 404:
        case 405:
        case 410:
            return outcome(Kind::try_again, "is not at this URL; check the configuration", status,
                           "address");
        case 408:
        case 425:
        case 429:
            return outcome(Kind::try_again, "is busy", status);
        default:
            break;
    }
    if (status >= 500) return outcome(Kind::try_again, "temporary failure", status);
    return outcome(Kind::try_again, "unexpected response; check the configuration", status,
                   "answer");
}

WebhookChannel::WebhookChannel(WebhookOptions const& options, WebhookSigner signer,
                               Clock const& clock)
    : signer_(std::move(signer)),
      clock_(clock),
      sender_({options.url, options.ca_file, false, options.connect_max, options.total_max}) {}

Result<std::unique_ptr<WebhookChannel>> WebhookChannel::open(WebhookOptions const& options,
                                                             Clock const& clock) {
    if (!is_http_url(options.url)) {
        return invalid_field("url", Fault::wrong_format, "http(s)://host/path");
    }
    if (options.connect_max.count() <= 0) return invalid_field("connect_max", Fault::out_of_range);
    if (options.total_max.count() <= 0) return invalid_field("total_max", Fault::out_of_range);
    auto signer = TRY(WebhookSigner::open(options.secrets));
    return std::unique_ptr<WebhookChannel>(new WebhookChannel(options, std::move(signer), clock));
}

SendOutcome WebhookChannel::send(OutgoingMessage const& message) {
    auto const body = webhook_body(message);
    // Of this attempt, because receivers refuse what was signed long ago.
    auto const now = clock_.now();
    auto const signature = signer_.sign(message.id.value, now, body.reveal());
    if (signature.empty()) return {Kind::try_again, "SMS webhook: cannot be signed"};
    std::vector<HttpHeader> const headers{
        {"Content-Type", "application/json"},
        {"webhook-id", message.id.value},
        {"webhook-timestamp", std::to_string(unix_seconds(now))},
        {"webhook-signature", signature},
    };
    auto const answer = sender_.send("POST", "", headers, body.reveal());
    if (!answer.ok()) return {Kind::try_again, "SMS webhook: " + answer.error().detail};
    return webhook_outcome(answer->status);
}

}  // namespace roomkey
