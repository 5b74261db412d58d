#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "delivery/channel.hpp"
#include "delivery/email_templates.hpp"
#include "delivery/sms/http_sender.hpp"
#include "delivery/sms/webhook_signature.hpp"

namespace roomkey {

struct WebhookOptions {
    std::string url;  ///< The server that sends the text messages, such as https://sms.example/in
    std::vector<Secret> secrets;  ///< "whsec_..."; several during a rotation.
    std::string ca_file;          ///< Empty: the system's trust.
    EmailTemplates templates;     ///< With the wording of text messages.
    Duration connect_max = std::chrono::seconds{5};
    Duration total_max = std::chrono::seconds{15};  ///< Cut to 25 s.
};

/// The JSON of a message: {"type":"sms.send","timestamp":"...","data":{"id","to","text","language",
/// "expireTime","enterprise","terminal","account","code"}}, the last four for receivers that have a
/// wording of their own; a message with a password has no code. The timestamp is the notice's (RFC
/// 3339), expireTime counts milliseconds since 1970: the same bytes at every attempt.
Secret webhook_body(OutgoingMessage const& message, EmailTemplates const& templates = {});

/// What the receiver's answer means. Permanent is what says that this message is wrong (400, 422);
/// all else concerns us or the receiver's state, and is tried again.
SendOutcome webhook_outcome(int status);

/// Hands text messages to the operator's own server, in one POST signed according to Standard
/// Webhooks. webhook-id is the notice's at every attempt: the receiver drops what it has seen.
class WebhookChannel final : public DeliveryChannel {
public:
    /// `invalid_parameter`, naming the option, if one cannot work. Does not connect. The clock
    /// outlives the channel.
    static Result<std::unique_ptr<WebhookChannel>> open(WebhookOptions const& options,
                                                        Clock const& clock);

    SendOutcome send(OutgoingMessage const& message) override;
    void cancel() override { sender_.cancel(); }

private:
    WebhookChannel(WebhookOptions const& options, WebhookSigner signer, Clock const& clock);

    EmailTemplates templates_;
    WebhookSigner signer_;
    Clock const& clock_;
    HttpSender sender_;
};

}  // namespace roomkey
