#include "net/mask_address.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <cstdint>

#include "base/ipv4_inside.hpp"

namespace roomkey {
namespace {

std::string masked_version_4(std::uint8_t const* bytes) {
    std::string text;
    for (int i = 0; i < 3; ++i) text += std::to_string(bytes[i]) + '.';
    return text + 'x';
}

std::string masked_version_6(std::array<std::uint8_t, 16> const& bytes) {
    std::string text;
    for (std::size_t group = 0; group < 3; ++group) {
        std::array<char, 4> digits{};
        unsigned const value = bytes[group * 2] * 256U + bytes[group * 2 + 1];
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
        text.append(digits.data(), end);
        text += ':';
    }
    return text + ":x";
}

}  // namespace

std::string mask_address(std::string_view address) {
    // A scope ("fe80::1%eth0") names an interface of ours; inet_pton does not accept it.
    std::string const text(address.substr(0, address.find('%')));
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return masked_version_4(bytes.data());
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return "unknown";
    if (auto const inside = ipv4_inside(bytes)) return masked_version_4(inside->data());
    return masked_version_6(bytes);
}

}  // namespace roomkey
