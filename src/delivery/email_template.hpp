#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {

/// Names the inline picture of the QR code within a message (RFC 2392).
constexpr std::string_view qr_content_id = "activation-qr";

/// The template of one language. Of a message with a code each text may hold {{enterprise}},
/// {{terminal}}, {{account}}, {{serial_number}}, {{code}}, {{valid_until}} and, but for text
/// messages, {{link}}; the HTML also {{qr}}, the address of the QR code. Of one with a password
/// {{enterprise}}, {{name}}, {{account}} and {{password}}; there, what is empty is built in, which
/// has no HTML.
struct EmailTemplate {
    std::string subject;  ///< One line.
    std::string text;
    std::string html;
    std::string sms = {};             ///< Empty: the built-in wording.
    std::string sms_parameters = {};  ///< For Kannel, as in a query.
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

/// The text message of a template file, which is the file without line breaks at its end. It may
/// begin with "Parameters: ..." and an empty line. `invalid_parameter` if these parameters cannot
/// go to Kannel.
Result<EmailTemplate> parse_sms_text(std::string_view file);

/// `invalid_parameter` if a placeholder is unknown or not closed, if text, HTML or text message
/// lack {{code}}, or if the subject has it: a screen shows subjects to passers-by.
Status check_email_template(EmailTemplate const& words);
/// The same of messages with a password, as far as their words are given: {{password}} in place of
/// {{code}}.
Status check_password_template(EmailTemplate const& words);

/// A text message in the operator's words, which are not empty.
Secret fill_sms(EmailTemplate const& words, MessageParts const& parts);

/// What a message with a password is made of: safe in one line, but for the password.
struct PasswordParts {
    std::string corp;
    std::string name;  ///< The person's.
    std::string account;
    Secret password;
};

/// Likewise, of a message with a password.
Secret fill_password_sms(EmailTemplate const& words, PasswordParts const& parts);
/// What `words` do not have stays empty.
EmailContent fill_password_email(EmailTemplate const& words, PasswordParts const& parts);

/// `words` must have passed the check. In the HTML, values are escaped.
EmailContent fill_email(EmailTemplate const& words, MessageParts const& parts,
                        std::string_view link);

}  // namespace roomkey
