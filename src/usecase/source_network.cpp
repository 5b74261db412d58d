#include "usecase/source_network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/ipv4_inside.hpp"

namespace roomkey {
namespace {

/// `bytes` with all after the first `length` set to zero.
template <std::size_t Size>
std::string network_text(int family, std::array<std::uint8_t, Size> bytes, std::size_t length) {
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(length), bytes.end(), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(family, bytes.data(), text.data(), text.size());
    return text.data();
}

std::vector<std::string> networks_of_4(Ipv4Bytes const& bytes) {
    return {network_text(AF_INET, bytes, 4), network_text(AF_INET, bytes, 3) + "/24"};
}

}  // namespace

std::vector<std::string> source_networks(std::string const& address) {
    auto const bare = address.substr(0, address.find('%'));
    Ipv4Bytes short_bytes{};
    if (::inet_pton(AF_INET, bare.c_str(), short_bytes.data()) == 1) {
        return networks_of_4(short_bytes);
    }
    Ipv6Bytes bytes{};
    if (::inet_pton(AF_INET6, bare.c_str(), bytes.data()) != 1) return {address};
    if (auto const inside = ipv4_inside(bytes)) return networks_of_4(*inside);
    return {network_text(AF_INET6, bytes, 8) + "/64", network_text(AF_INET6, bytes, 7) + "/56",
            network_text(AF_INET6, bytes, 6) + "/48"};
}

std::string source_network(std::string const& address) { return source_networks(address).front(); }

}  // namespace roomkey
