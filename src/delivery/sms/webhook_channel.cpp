#include "delivery/sms/webhook_channel.hpp"

#include <boost/json.hpp>

#include <utility>

#include "base/moment_text.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {

Secret webhook_body(OutgoingMessage const& message, EmailTemplates const& templates) {
    boost::json::object data;
    data["id"] = message.id.value;
    data["to"] = message.contact.reveal();
    data["text"] = templates.render_sms(message).reveal();
    data["language"] = language_tag(message.language);
    data["expireTime"] = unix_milliseconds(message.expires_at);
    data["enterprise"] = message.corp_name;
    data["terminal"] = message.terminal_name;
    data["account"] = message.account;
    if (!message.has_password) data["code"] = message.code.reveal();
    boost::json::object body;
    body["type"] = "sms.send";
    body["timestamp"] = moment_text(message.created_at);
    body["data"] = std::move(data);
    return Secret(boost::json::serialize(body));
}

SendOutcome webhook_outcome(int status) {
    if (status >= 200 && status < 300) return {};
    return refused_outcome("SMS webhook", "signature", status);
}

WebhookChannel::WebhookChannel(WebhookOptions const& options, WebhookSigner signer,
                               Clock const& clock)
    : templates_(options.templates),
      signer_(std::move(signer)),
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
    auto const body = webhook_body(message, templates_);
    // Of this attempt, because receivers refuse what was signed long ago.
    auto const now = clock_.now();
    auto const signature = signer_.sign(message.id.value, now, body.reveal());
    std::vector<HttpHeader> const headers{
        {"Content-Type", "application/json"},
        {"webhook-id", message.id.value},
        {"webhook-timestamp", std::to_string(unix_seconds(now))},
        {"webhook-signature", signature},
    };
    return sender_.send("SMS webhook", {"POST", ""}, headers, body.reveal(),
                        [](HttpAnswer const& answer) { return webhook_outcome(answer.status); });
}

}  // namespace roomkey
