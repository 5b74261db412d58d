#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "delivery/channel.hpp"
#include "delivery/email_templates.hpp"

namespace roomkey {

struct SmtpOptions {
    /// smtp://host:port, or smtps://host:port for TLS from the first byte.
    std::string url;
    /// What we call ourselves to the server (EHLO); see mail_greeting.
    std::string greeting = "[127.0.0.1]";
    /// With smtp:// no message and no password goes out before STARTTLS has succeeded.
    bool needs_starttls = true;
    std::string user;  ///< Empty: no sign-in.
    Secret password;
    /// Prints an access token for `user`, which then signs in with it (XOAUTH2, OAUTHBEARER) and
    /// not by password. May take long. Empty: there are no tokens.
    std::function<Result<Secret>()> print_token;
    std::string from;  ///< A valid EmailAddress.
    std::string from_name;
    std::string ca_file;  ///< PEM; empty: the system's trust.
    /// What the QR code holds, with {code} in it.
    std::string activation_link = "roomkey://activate?code={code}";
    std::chrono::milliseconds connect_max{10'000};
    /// For one message; below `send_time_max`.
    std::chrono::milliseconds total_max{25'000};
};

/// Sends through a mail server (RFC 5321), one message of text, HTML and a QR code for each notice,
/// under the notice's own Message-ID. Keeps as many connections open as there are concurrent
/// senders; one with an outstanding reply is cut, because that would be taken for the reply to the
/// next message.
class SmtpChannel final : public DeliveryChannel {
public:
    SmtpChannel(SmtpOptions options, EmailTemplates templates);
    ~SmtpChannel() override;
    SmtpChannel(SmtpChannel const&) = delete;
    SmtpChannel& operator=(SmtpChannel const&) = delete;

    SendOutcome send(OutgoingMessage const& message) override;
    void cancel() override { is_cancelled_ = true; }

private:
    class Connection;

    /// The token at hand, or a new one. `unavailable` if there is none, or if getting it took so
    /// long that the message had better wait for its next attempt.
    Result<Secret> token();
    void forget_token(Secret const& refused);
    SendOutcome send_once(OutgoingMessage const& message, EmailContent const& content,
                          Secret const& picture);
    std::unique_ptr<Connection> take_connection();
    void give_back(std::unique_ptr<Connection> connection);

    SmtpOptions const options_;
    EmailTemplates const templates_;
    std::atomic<bool> is_cancelled_{false};
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::mutex token_mutex_;
    Secret token_;
};

}  // namespace roomkey
