#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// RFC 5322 section 3.2.3: atext.
bool is_atom_character(char c);

/// Labels of letters, digits and hyphens (RFC 1123 section 2.1) between dots.
bool is_host_name(std::string_view text);

/// `text` in the one form in which it can be mailed, which is the same for what is in that form
/// already: the domain as a host name, one of other scripts in punycode (IDNA2008, by UTS 46), and
/// an unusual local part in quotes ("a..b"@docomo.ne.jp). Empty if no mail server takes such an
/// address: RFC 5321 section 4.1.2 and the lengths of 4.5.3.1; a local part beyond ASCII would need
/// SMTPUTF8 (RFC 6531) all the way to the mailbox.
std::optional<std::string> mailable_address(std::string_view text);

}  // namespace roomkey
