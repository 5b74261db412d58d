#include "app/delivery_channels.hpp"

#include <sstream>
#include <string>
#include <utility>

#include "app/keys/command_output.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "delivery/email/email_address.hpp"
#include "delivery/email/mail_greeting.hpp"
#include "delivery/email/smtp_channel.hpp"
#include "delivery/sms/kannel_channel.hpp"
#include "delivery/sms/webhook_channel.hpp"

namespace roomkey {
namespace {

using OwnedChannel = std::unique_ptr<DeliveryChannel>;

/// The options of a channel are named like the keys without their prefix.
Error by_key(Error error, std::string const& prefix) {
    if (error.code == ErrorCode::invalid_parameter) error.field = prefix + error.field;
    return error;
}

Status check(EmailConfig const& email) {
    bool const is_plain = email.server.starts_with("smtp://");
    if (!is_plain && !email.server.starts_with("smtps://")) {
        return invalid_field("email.server", Fault::wrong_format,
                             "smtp://HOST:PORT or smtps://HOST:PORT");
    }
    auto const path = email.server.find('/', email.server.find("//") + 2);
    if (path != std::string::npos && path + 1 != email.server.size()) {
        return invalid_field("email.server", Fault::wrong_format,
                             "no path; the name for the greeting is set by email.helo");
    }
    if (!email.helo.empty() && !is_greeting(email.helo)) {
        return invalid_field("email.helo", Fault::wrong_format, "a host name or [ADDRESS]");
    }
    if (email.starttls != "required" && email.starttls != "off") {
        return invalid_field("email.starttls", Fault::unknown_value, "required, off");
    }
    if (!EmailAddress::parse(email.from).ok()) {
        return invalid_field("email.from", Fault::wrong_format, "name@domain");
    }
    if (!email.token_command.empty() && !email.password.empty()) {
        return invalid_field("email.token_command", Fault::not_allowed,
                             "one of email.password and email.token_command");
    }
    if (!email.token_command.empty() && email.username.empty()) {
        return invalid_field("email.username", Fault::missing, "whose token it is");
    }
    // Anyone in between could read it.
    if (is_plain && email.starttls == "off" && !email.username.empty()) {
        return invalid_field("email.username", Fault::not_allowed, "TLS for signing in");
    }
    if (email.activation_link.find("{code}") == std::string::npos) {
        return invalid_field("email.activation_link", Fault::wrong_format, "a link with {code}");
    }
    return Done{};
}

Result<Secret> printed_token(std::string const& command) {
    auto const printed = command_output(command);
    if (!printed.ok()) return unavailable("email.token_command: " + printed.error().detail);
    Secret token(std::string(trimmed(printed->reveal(), " \t\r\n")));
    if (token.empty() || has_control_character(token.reveal())) {
        return unavailable("email.token_command: it did not print a token");
    }
    return token;
}

Result<OwnedChannel> open_email(EmailConfig const& email, EmailTemplates const& templates) {
    TRY(check(email));
    SmtpOptions options;
    options.url = email.server.substr(0, email.server.find_last_not_of('/') + 1);
    options.greeting = greeting_of(email);
    options.needs_starttls = email.starttls == "required" && email.server.starts_with("smtp://");
    options.user = email.username;
    options.password = Secret(email.password);
    if (!email.token_command.empty()) {
        options.print_token = [command = email.token_command] { return printed_token(command); };
    }
    options.from = email.from;
    options.from_name = email.from_name;
    options.ca_file = email.ca_file;
    options.activation_link = email.activation_link;
    return OwnedChannel(std::make_unique<SmtpChannel>(std::move(options), templates));
}

Result<OwnedChannel> open_kannel(SmsConfig const& sms,
                                 std::optional<DeliveryReports> const& reports,
                                 EmailTemplates const& templates, Clock const& clock) {
    KannelOptions options;
    options.templates = templates;
    options.sendsms_url = sms.kannel_sendsms_url;
    options.username = sms.kannel_username;
    options.password = Secret(sms.kannel_password);
    options.sender = sms.kannel_sender;
    options.parameters = sms.kannel_parameters;
    options.ca_file = sms.ca_file;
    options.reports = reports;
    auto channel = KannelChannel::open(std::move(options), clock);
    if (!channel.ok()) return by_key(channel.error(), "sms.kannel_");
    return OwnedChannel(std::move(*channel));
}

Result<OwnedChannel> open_webhook(SmsConfig const& sms, EmailTemplates const& templates,
                                  Clock const& clock) {
    WebhookOptions options;
    options.templates = templates;
    options.url = sms.webhook_url;
    options.ca_file = sms.ca_file;
    std::istringstream words(sms.webhook_secrets);
    for (std::string word; words >> word;) options.secrets.emplace_back(word);
    auto channel = WebhookChannel::open(options, clock);
    if (!channel.ok()) return by_key(channel.error(), "sms.webhook_");
    return OwnedChannel(std::move(*channel));
}

}  // namespace

std::string greeting_of(EmailConfig const& email) {
    return email.helo.empty() ? mail_greeting() : email.helo;
}

Result<DeliveryChannels> DeliveryChannels::open(Config const& config, Secret report_key,
                                                Clock const& clock) {
    DeliveryChannels channels;
    auto spool = TRY(SpoolChannel::open(config.delivery.spool));
    channels.spool_ = std::make_unique<SpoolChannel>(std::move(spool));
    auto const templates = TRY(EmailTemplates::load(config.email.templates));
    if (!config.email.server.empty()) channels.email_ = TRY(open_email(config.email, templates));

    auto const& sms = config.sms;
    if (!sms.kannel_sendsms_url.empty() && !sms.webhook_url.empty()) {
        return invalid_field("sms.webhook_url", Fault::not_allowed,
                             "one of sms.kannel_sendsms_url and sms.webhook_url");
    }
    if (!sms.report_url.empty()) {
        auto reports = DeliveryReports::open(sms.report_url, std::move(report_key));
        if (!reports.ok()) {
            return invalid_field("sms.report_url", Fault::wrong_format, reports.error().expected);
        }
        channels.reports_ = std::move(*reports);
    }
    if (!sms.kannel_sendsms_url.empty()) {
        channels.sms_ = TRY(open_kannel(sms, channels.reports_, templates, clock));
    } else if (!sms.webhook_url.empty()) {
        channels.sms_ = TRY(open_webhook(sms, templates, clock));
    }
    return channels;
}

}  // namespace roomkey
