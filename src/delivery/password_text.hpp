#pragma once

#include "delivery/email_template.hpp"
#include "delivery/message_text.hpp"

namespace roomkey {

/// What the receiver of a first password, or of one that was reset, reads. By SMS it is one line,
/// which is longer than one message where account and password are: neither is ever shortened.
MessageText password_text(OutgoingMessage const& message);

/// What the operator's own words for it are filled with.
PasswordParts password_parts(OutgoingMessage const& message);

}  // namespace roomkey
