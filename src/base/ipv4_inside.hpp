#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace roomkey {

using Ipv4Bytes = std::array<std::uint8_t, 4>;
using Ipv6Bytes = std::array<std::uint8_t, 16>;

/// The IPv4 address that an IPv6 address is another form of: a mapped one (RFC 4291 section
/// 2.5.5.2), or one that a NAT64 translated with the well-known prefix (RFC 6052 section 2.1).
/// Otherwise all of IPv4 would be one /64. Empty for others; prefixes of a network's own cannot be
/// told from them.
constexpr std::optional<Ipv4Bytes> ipv4_inside(Ipv6Bytes const& address) {
    constexpr std::array<std::uint8_t, 12> prefixes[] = {
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0}};
    for (auto const& prefix : prefixes) {
        if (!std::equal(prefix.begin(), prefix.end(), address.begin())) continue;
        return Ipv4Bytes{address[12], address[13], address[14], address[15]};
    }
    return std::nullopt;
}

}  // namespace roomkey
