#include "delivery/sms/kannel_request.hpp"

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/bytes.hpp"
#include "base/percent.hpp"
#include "base/utf8.hpp"
#include "delivery/kannel_parameters.hpp"
#include "delivery/message_text.hpp"
#include "delivery/sms/http_sender.hpp"
#include "delivery/sms_alphabet.hpp"

namespace roomkey {
namespace {

/// Delivered, failed, buffered, submitted, rejected.
constexpr std::string_view report_mask = "31";
/// SMS centres keep messages for days; they refuse or cut longer periods.
constexpr std::chrono::hours period_max{24 * 7};

/// One parameter of sendsms: its name as a CGI variable and as a header.
struct Parameter {
    std::string_view variable;
    std::string_view header;
    std::string value;
};

std::string coding_of(std::string_view text) {
    auto const size = sms_size(text);
    return size && size->encoding == SmsEncoding::gsm7 ? "0" : "2";
}

std::vector<Parameter> parameters_of(KannelOptions const& options, OutgoingMessage const& message,
                                     std::string_view text, Instant now) {
    std::vector<Parameter> all{
        {"username", "X-Kannel-Username", options.username},
        {"password", "X-Kannel-Password", options.password.reveal()},
        {"to", "X-Kannel-To", message.contact.reveal()},
        {"coding", "X-Kannel-Coding", coding_of(text)},
    };
    if (!options.sender.empty()) all.push_back({"from", "X-Kannel-From", options.sender});
    if (!options.smsc_id.empty()) all.push_back({"smsc", "X-Kannel-SMSC", options.smsc_id});
    auto const left = std::chrono::ceil<std::chrono::minutes>(message.expires_at - now);
    if (left.count() > 0 && left <= period_max) {
        all.push_back({"validity", "X-Kannel-Validity", std::to_string(left.count())});
    }
    if (options.reports) {
        all.push_back({"dlr-mask", "X-Kannel-DLR-Mask", std::string(report_mask)});
        all.push_back({"dlr-url", "X-Kannel-DLR-Url", options.reports->url_for(message.id)});
    }
    return all;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

Status check(KannelOptions const& options) {
    if (!is_http_url(options.sendsms_url) || options.sendsms_url.find('?') != std::string::npos) {
        return invalid_field("sendsms_url", Fault::wrong_format, "http(s)://host/path");
    }
    std::pair<std::string_view, std::string_view> const texts[] = {
        {"username", options.username},
        {"password", options.password.reveal()},
        {"sender", options.sender},
        {"smsc_id", options.smsc_id}};
    for (auto const& [name, value] : texts) {
        bool const is_needed = name == "username" || name == "password";
        if (is_needed && value.empty()) return invalid_field(std::string(name), Fault::missing);
        // A header takes none of these, nor blanks around a value.
        bool const is_padded = value.starts_with(' ') || value.ends_with(' ');
        if (!utf8_length(value) || has_control_character(value) || is_padded) {
            return invalid_field(std::string(name), Fault::wrong_format, "readable text");
        }
    }
    TRY(check_kannel_parameters(options.parameters));
    if (options.connect_max.count() <= 0) return invalid_field("connect_max", Fault::out_of_range);
    if (options.total_max.count() <= 0) return invalid_field("total_max", Fault::out_of_range);
    return Done{};
}

KannelRequest kannel_request(KannelOptions const& options, OutgoingMessage const& message,
                             Instant now) {
    auto text = options.templates.render_sms(message);
    auto const parameters = parameters_of(options, message, text.reveal(), now);
    auto const further =
        kannel_parameters(options.parameters, options.templates.sms_parameters(message));
    KannelRequest request;
    if (options.method == KannelMethod::post) {
        request.method = "POST";
        request.headers.push_back({"Content-Type", "text/plain; charset=UTF-8"});
        for (auto const& parameter : parameters) {
            request.headers.push_back({std::string(parameter.header), parameter.value});
        }
        request.body = std::move(text);
        if (further.empty()) return request;
        request.query = Secret('?' + further);
        for (auto const& [name, value] : query_pairs(further)) {
            request.headers.push_back({"X-Kannel-" + *form_decoded(name), *form_decoded(value)});
        }
        return request;
    }
    request.method = "GET";
    std::string query = "?charset=UTF-8&text=" + percent_encoded(text.reveal());
    for (auto const& parameter : parameters) {
        query += '&' + std::string(parameter.variable) + '=' + percent_encoded(parameter.value);
    }
    if (!further.empty()) query += '&' + further;
    request.query = Secret(std::move(query));
    return request;
}

SendOutcome kannel_outcome(int status, std::string_view body) {
    constexpr int accepted = 202;
    // Kannel's words for "sent" and "queued"; what imitates it may have another status.
    bool const is_success = status >= 200 && status < 300;
    if (status == accepted || (is_success && (body.starts_with("0:") || body.starts_with("3:")))) {
        return {};
    }
    if (is_success) {
        return {SendOutcome::Kind::unclear,
                "SMS gateway: its answer does not say whether it took the message (HTTP " +
                    std::to_string(status) + ")",
                "answer"};
    }
    if (status == 400 && has(body, "denied by white")) {
        return {SendOutcome::Kind::refused, "SMS gateway: denies this number (HTTP 400)"};
    }
    // Kannel answers 403 also for want of a route, which the operator can add.
    if (status == 403 && has(body, "Not routable")) {
        return {SendOutcome::Kind::try_again, "SMS gateway: has no route to this number (HTTP 403)",
                "route"};
    }
    return refused_outcome("SMS gateway", "user name or password", status);
}

}  // namespace roomkey
