#pragma once

#include <string_view>

namespace roomkey {

/// True for a value of Strict-Transport-Security (RFC 6797 section 6.1): max-age, with
/// includeSubDomains and preload if wanted.
bool is_transport_security(std::string_view text);

/// True for an origin as browsers write it (RFC 6454 section 6.2): http or https, a host in lower
/// case and, unless it is the scheme's own, a port.
bool is_web_origin(std::string_view text);

}  // namespace roomkey
