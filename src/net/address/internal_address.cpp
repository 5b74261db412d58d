#include "net/address/internal_address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "base/ipv4_inside.hpp"

namespace roomkey {
namespace {

namespace ip = boost::asio::ip;

struct Network4 {
    std::uint32_t address;
    int bits;
};

constexpr Network4 internal_networks[] = {
    {0x00000000, 8},   // 0.0.0.0, this host
    {0x0A000000, 8},   // 10.0.0.0
    {0x64400000, 10},  // 100.64.0.0, shared
    {0x7F000000, 8},   // 127.0.0.0, loopback
    {0xA9FE0000, 16},  // 169.254.0.0, link-local; metadata of clouds
    {0xAC100000, 12},  // 172.16.0.0
    {0xC0000000, 24},  // 192.0.0.0
    {0xC0000200, 24},  // 192.0.2.0, documentation
    {0xC0A80000, 16},  // 192.168.0.0
    {0xC6120000, 15},  // 198.18.0.0, benchmarks
    {0xC6336400, 24},  // 198.51.100.0, documentation
    {0xCB007100, 24},  // 203.0.113.0, documentation
    {0xE0000000, 3},   // multicast and reserved
};

bool is_internal_4(std::uint32_t address) {
    return std::any_of(std::begin(internal_networks), std::end(internal_networks),
                       [address](Network4 const& network) {
                           auto const mask = ~std::uint32_t{0} << (32 - network.bits);
                           return (address & mask) == network.address;
                       });
}

std::uint32_t number_at(ip::address_v6::bytes_type const& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = at; i < at + 4; ++i) number = number << 8 | bytes.at(i);
    return number;
}

bool is_internal_6(ip::address_v6 const& address) {
    auto const bytes = address.to_bytes();
    if (auto const inside = ipv4_inside(bytes)) {
        return is_internal_4(ip::address_v4(*inside).to_uint());
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_internal_4(number_at(bytes, 2));
    // All that is assigned to the public internet begins with 001.
    return (bytes[0] & 0xe0) != 0x20;
}

}  // namespace

bool is_internal(ip::address const& address) {
    if (address.is_v4()) return is_internal_4(address.to_v4().to_uint());
    return is_internal_6(address.to_v6());
}

}  // namespace roomkey
