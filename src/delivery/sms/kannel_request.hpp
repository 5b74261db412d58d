#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "delivery/channel.hpp"
#include "delivery/email_templates.hpp"
#include "delivery/sms/delivery_report.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// How a message is handed to the gateway. POST keeps text and password out of addresses, which
/// proxies write to their logs; GET is for gateways that only imitate Kannel.
enum class KannelMethod : std::uint8_t { post, get };

struct KannelOptions {
    std::string sendsms_url;  ///< Such as http://127.0.0.1:13013/cgi-bin/sendsms
    std::string username;
    Secret password;
    std::string sender;   ///< "from": a number or up to 11 characters; empty: the gateway's.
    std::string smsc_id;  ///< Which of the gateway's routes; empty: its choice.
    /// Further ones as in a query, such as what a registered sender needs. With POST they go out as
    /// headers, which Kannel reads, and in the address, where what imitates it may look.
    /// Those of a message's template take their place.
    std::string parameters;
    KannelMethod method = KannelMethod::post;
    std::optional<DeliveryReports> reports;  ///< Asked for if given.
    std::string ca_file;                     ///< Empty: the system's trust.
    EmailTemplates templates;                ///< With the wording of text messages.
    Duration connect_max = std::chrono::seconds{5};
    Duration total_max = std::chrono::seconds{20};  ///< Cut to 25 s.
};

/// `invalid_parameter`, naming the option, if one cannot work.
Status check(KannelOptions const& options);

struct KannelRequest {
    std::string_view method;
    Secret query;  ///< With its question mark; empty if there are no parameters.
    std::vector<HttpHeader> headers;
    Secret body;  ///< Empty for GET.
};

/// userguide "Sending SMS messages by HTTP". The message expires with its code: the SMS centre is
/// told to give up then, where that is within a week.
KannelRequest kannel_request(KannelOptions const& options, OutgoingMessage const& message,
                             Instant now);

/// What the gateway's answer means. Permanent is what says that this message is wrong (400, 422);
/// what is wrong with our account, the gateway's address or its routes is for the operator to fix
/// and is tried again.
SendOutcome kannel_outcome(int status, std::string_view body);

}  // namespace roomkey
