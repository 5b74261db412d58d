#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {

/// Names the inline picture of the QR code within a message (RFC 2392).
constexpr std::string_view qr_content_id = "activation-qr";

/// The template of one language. Each text may hold {{enterprise}}, {{terminal}}, {{account}},
/// {{serial_number}}, {{code}}, {{valid_until}} and, but for text messages, {{link}}; the HTML also
/// {{qr}}, the address of the QR code.
struct EmailTemplate {
    std::string subject;  ///< One line.
    std::string text;
    std::string html;
    std::string sms = {};  ///< Empty: the built-in wording, which fits one message.
};

/// A message as its receiver reads it.
struct EmailContent {
    std::string subject;
    Secret text;
    Secret html;
};

/// The subject and text of a template file: "Subject: ...", an empty line, the text.
/// `invalid_parameter`, whose field is "subject", if it does not begin so.
Result<EmailTemplate> parse_email_text(std::string_view file);

/// `invalid_parameter` if a placeholder is unknown or not closed, if text, HTML or text message
/// lack {{code}}, or if the subject has it: a screen shows subjects to passers-by.
Status check_email_template(EmailTemplate const& words);

/// A text message in the operator's words, which are not empty.
Secret fill_sms(EmailTemplate const& words, MessageParts const& parts);

/// `words` must have passed the check. In the HTML, values are escaped.
EmailContent fill_email(EmailTemplate const& words, MessageParts const& parts,
                        std::string_view link);

}  // namespace roomkey
