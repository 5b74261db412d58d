#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roomkey {

/// What a machine knows of itself.
struct HostIdentity {
    std::vector<std::string> names;      ///< Best first.
    std::vector<std::string> addresses;  ///< IPv4 and IPv6, best first, as they are written.
};

/// True for a host name, or an IPv4 or IPv6 address literal (RFC 5321 section 4.1.3).
bool is_greeting(std::string_view text);

/// True for a greeting that mail servers commonly want: a full host name, with a dot in it, or an
/// address literal.
bool is_full_greeting(std::string_view text);

/// How to greet mail servers (RFC 5321 section 4.1.4): the first full name, else the first address
/// as a literal, such as "[192.0.2.1]" or "[IPv6:2001:db8::1]".
std::string choose_greeting(HostIdentity const& host);

/// That of this machine. May ask the name service for the host's own name.
std::string mail_greeting();

}  // namespace roomkey
