#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace roomkey {

/// The header that a load balancer puts before a connection's own bytes, to tell whose connection
/// it is: HAProxy's PROXY protocol, version 2 (the specification is proxy-protocol.txt of HAProxy,
/// section 2.2). Version 1, which is text, is not taken.
struct ProxyHeader {
    static constexpr std::size_t prefix_bytes = 16;
    /// The specification allows 64 KiB; addresses take 36 bytes, and what balancers add is short.
    static constexpr std::size_t rest_bytes_max = 512;

    bool is_proxied = false;  ///< False: the balancer speaks for itself, in a health check.
    int family = 0;           ///< 1 is IPv4, 2 is IPv6; of others the address is not known.
    std::size_t rest_bytes = 0;

    /// Nothing if it is no such prefix, or announces more than `rest_bytes_max`.
    static std::optional<ProxyHeader> read(std::span<char const, prefix_bytes> prefix);

    /// The client's address out of the rest; empty if the header has none, nothing if it is cut.
    [[nodiscard]] std::optional<std::string> source(std::span<char const> rest) const;
};

}  // namespace roomkey
