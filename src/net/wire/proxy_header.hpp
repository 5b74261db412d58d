#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// The header that a load balancer puts before a connection's own bytes, to say whose connection
/// it is: the PROXY protocol of HAProxy (proxy-protocol.txt), version 1, a line of text (section
/// 2.1), or version 2 (section 2.2). Bytes after it belong to TLS, so it is read in pieces that
/// never reach past its end.
struct ProxyHeader {
    /// Of a line, with its CRLF (section 2.1).
    static constexpr std::size_t line_bytes_max = 107;
    /// Of version 2, after its first 16 bytes. The specification allows 64 KiB; addresses take 36
    /// bytes, and what balancers add is short.
    static constexpr std::size_t rest_bytes_max = 512;
    static constexpr std::size_t bytes_max = 16 + rest_bytes_max;

    /// How many bytes are to be read next after those that have been read; 0 if the header is
    /// complete. Empty if it cannot become one, or is too long.
    static std::optional<std::size_t> missing_bytes(std::string_view begun);

    /// The client's address from a complete header. An empty text if it names none: the balancer
    /// speaks on its own behalf, or the client has no IP address. Empty if it is malformed.
    static std::optional<std::string> source(std::string_view header);
};

}  // namespace roomkey
