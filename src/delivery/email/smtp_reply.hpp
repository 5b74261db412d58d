#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "delivery/channel.hpp"

namespace roomkey {

/// The steps that a mail server replies to, in the order of sending a message.
enum class SmtpStep : std::uint8_t {
    greeting,
    hello,
    starttls,
    sign_in,
    sender,
    recipient,
    data,
    message,
};

/// The dialogue with a mail server while one message is sent: enough to judge how it ended, but
/// not its words, which often repeat the address.
class SmtpDialogue {
public:
    /// One command of ours (RFC 5321 section 4.1), as it goes out.
    void say(std::string_view command);
    /// One line of a reply (RFC 5321 section 4.2), as it came.
    void hear(std::string_view line);

    /// Of the last reply; 0 before the first.
    [[nodiscard]] int code() const { return code_; }
    /// What the last reply is about.
    [[nodiscard]] SmtpStep step() const { return step_; }
    /// Code and, if there is one, enhanced status (RFC 3463): "550 5.1.1".
    [[nodiscard]] std::string status() const;
    /// True if a transfer that libcurl ended with `curl_code` ended with the server's whole answer
    /// to the message: a refusal, after which the connection is as good as before.
    [[nodiscard]] bool is_refusal_of_message(int curl_code) const;
    /// True if the last reply says that this recipient, or what this message is, will never be
    /// accepted. Every other refusal concerns us: our name, address, permissions, or the server.
    [[nodiscard]] bool is_refusal_for_ever() const;

private:
    int code_ = 0;
    bool is_continued_ = false;
    std::string enhanced_;
    SmtpStep step_ = SmtpStep::greeting;
};

/// How a transfer that libcurl ended with `curl_code` is to be judged. What is refused for ever is
/// final; everything else is tried again, and if the operator has to fix something, says so.
SendOutcome smtp_outcome(int curl_code, SmtpDialogue const& dialogue);

}  // namespace roomkey
