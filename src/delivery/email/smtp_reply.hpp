#pragma once

#include <string>
#include <string_view>

#include "delivery/channel.hpp"

namespace roomkey {

/// What a mail server said during the sending of one message: enough to judge how it ended, and
/// nothing of its words, which like to repeat the address.
class SmtpDialogue {
public:
    /// One line of a reply (RFC 5321 section 4.2), as it came.
    void hear(std::string_view line);

    /// Of the last reply; 0 before the first.
    [[nodiscard]] int code() const { return code_; }
    /// Code and, if there is one, enhanced status (RFC 3463): "550 5.1.1".
    [[nodiscard]] std::string status() const;
    /// True if a transfer that libcurl ended with `curl_code` ended with the server's whole answer
    /// to the message: a refusal, after which the connection is as good as before.
    [[nodiscard]] bool is_refusal_of_message(int curl_code) const;
    /// True once the server has let the message itself come (354).
    [[nodiscard]] bool has_taken_message() const { return has_taken_message_; }

private:
    int code_ = 0;
    std::string enhanced_;
    bool has_taken_message_ = false;
};

/// How a transfer that libcurl ended with `curl_code` is to be taken. A 5yz reply to the envelope
/// or the message is final; what is wrong between us and the server (no connection, certificate,
/// sign-in) is tried again, because the operator can mend it.
SendOutcome smtp_outcome(int curl_code, SmtpDialogue const& dialogue);

}  // namespace roomkey
