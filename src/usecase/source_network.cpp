#include "usecase/source_network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace roomkey {
namespace {

using Address6 = std::array<std::uint8_t, 16>;

using Prefix12 = std::array<std::uint8_t, 12>;

// An IPv4 address in IPv6 clothes is that IPv4 address: a mapped one (RFC 4291 section 2.5.5.2), or
// one that a NAT64 has translated (RFC 6052 section 2.1). Otherwise all of IPv4 would be one /64.
constexpr Prefix12 clothes[] = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF},
                                {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0}};

bool is_ipv4_inside(Address6 const& bytes) {
    return std::any_of(std::begin(clothes), std::end(clothes), [&](Prefix12 const& prefix) {
        return std::equal(prefix.begin(), prefix.end(), bytes.begin());
    });
}

/// `bytes` with all after the first `length` set to zero.
template <std::size_t Size>
std::string network_text(int family, std::array<std::uint8_t, Size> bytes, std::size_t length) {
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(length), bytes.end(), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(family, bytes.data(), text.data(), text.size());
    return text.data();
}

std::vector<std::string> networks_of_4(std::array<std::uint8_t, 4> const& bytes) {
    return {network_text(AF_INET, bytes, 4), network_text(AF_INET, bytes, 3) + "/24"};
}

}  // namespace

std::vector<std::string> source_networks(std::string const& address) {
    auto const bare = address.substr(0, address.find('%'));
    std::array<std::uint8_t, 4> short_bytes{};
    if (::inet_pton(AF_INET, bare.c_str(), short_bytes.data()) == 1) {
        return networks_of_4(short_bytes);
    }
    Address6 bytes{};
    if (::inet_pton(AF_INET6, bare.c_str(), bytes.data()) != 1) return {address};
    if (is_ipv4_inside(bytes)) {
        std::copy(bytes.end() - short_bytes.size(), bytes.end(), short_bytes.begin());
        return networks_of_4(short_bytes);
    }
    return {network_text(AF_INET6, bytes, 8) + "/64", network_text(AF_INET6, bytes, 7) + "/56",
            network_text(AF_INET6, bytes, 6) + "/48"};
}

std::string source_network(std::string const& address) { return source_networks(address).front(); }

}  // namespace roomkey
