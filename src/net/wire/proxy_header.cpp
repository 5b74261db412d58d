#include "net/wire/proxy_header.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace roomkey {
namespace {

constexpr std::string_view signature{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::uint8_t version_2 = 0x2;
constexpr std::uint8_t local = 0x0;
constexpr std::uint8_t proxy = 0x1;
constexpr int ipv4 = 0x1;
constexpr int ipv6 = 0x2;
/// IPv4 as IPv6 (RFC 4291 section 2.5.5.2): the client is the same as without.
constexpr std::array<char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\xff', '\xff'};

std::uint8_t byte_at(std::span<char const> bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

}  // namespace

std::optional<ProxyHeader> ProxyHeader::read(std::span<char const, prefix_bytes> prefix) {
    if (!std::equal(signature.begin(), signature.end(), prefix.begin())) return std::nullopt;
    auto const version = byte_at(prefix, 12) >> 4U;
    auto const command = byte_at(prefix, 12) & 0xFU;
    if (version != version_2 || (command != local && command != proxy)) return std::nullopt;
    ProxyHeader header;
    header.is_proxied = command == proxy;
    header.family = byte_at(prefix, 13) >> 4U;
    header.rest_bytes = std::size_t{byte_at(prefix, 14)} << 8U | byte_at(prefix, 15);
    if (header.rest_bytes > rest_bytes_max) return std::nullopt;
    return header;
}

std::optional<std::string> ProxyHeader::source(std::span<char const> rest) const {
    if (!is_proxied || (family != ipv4 && family != ipv6)) return std::string{};
    // Both addresses and both ports, the client's first; what may follow is of no interest.
    std::size_t const needed = family == ipv4 ? 12 : 36;
    if (rest.size() < needed) return std::nullopt;
    bool const is_mapped = family == ipv6 && std::equal(mapped.begin(), mapped.end(), rest.begin());
    bool const is_ipv4 = family == ipv4 || is_mapped;
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const* const shown =
        inet_ntop(is_ipv4 ? AF_INET : AF_INET6, rest.data() + (is_mapped ? mapped.size() : 0),
                  text.data(), static_cast<socklen_t>(text.size()));
    if (shown == nullptr) return std::nullopt;
    return std::string{shown};
}

}  // namespace roomkey
