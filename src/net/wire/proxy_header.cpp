#include "net/wire/proxy_header.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace roomkey {
namespace {

/// Of version 2. No shorter than what a line of version 1 needs at the least.
constexpr std::string_view signature{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::size_t prefix_bytes = 16;
constexpr std::uint8_t version_2 = 0x2;
constexpr std::uint8_t local = 0x0;
constexpr std::uint8_t proxy = 0x1;
constexpr int ipv4 = 0x1;
constexpr int ipv6 = 0x2;
/// IPv4 as IPv6 (RFC 4291 section 2.5.5.2): the client is the same as without.
constexpr std::array<char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\xff', '\xff'};

constexpr std::string_view line_begin = "PROXY ";
constexpr std::string_view line_end = "\r\n";

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

std::optional<std::string> address_text(int family, char const* bytes) {
    bool const is_mapped = family == AF_INET6 && std::equal(mapped.begin(), mapped.end(), bytes);
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const* const shown =
        inet_ntop(is_mapped ? AF_INET : family, bytes + (is_mapped ? mapped.size() : 0),
                  text.data(), static_cast<socklen_t>(text.size()));
    if (shown == nullptr) return std::nullopt;
    return std::string{shown};
}

std::optional<std::size_t> missing_of_prefix(std::string_view begun) {
    if (begun.size() < prefix_bytes) return prefix_bytes - begun.size();
    auto const command = byte_at(begun, 12) & 0xFU;
    bool const is_known =
        byte_at(begun, 12) >> 4U == version_2 && (command == local || command == proxy);
    std::size_t const rest_bytes = std::size_t{byte_at(begun, 14)} << 8U | byte_at(begun, 15);
    if (!is_known || rest_bytes > ProxyHeader::rest_bytes_max) return std::nullopt;
    return prefix_bytes + rest_bytes - begun.size();
}

std::optional<std::string> source_of_prefix(std::string_view header) {
    bool const is_proxied = (byte_at(header, 12) & 0xFU) == proxy;
    int const family = byte_at(header, 13) >> 4U;
    if (!is_proxied || (family != ipv4 && family != ipv6)) return std::string{};
    auto const rest = header.substr(prefix_bytes);
    // Both addresses and both ports, the client's first; what may follow is of no interest.
    std::size_t const needed = family == ipv4 ? 12 : 36;
    if (rest.size() < needed) return std::nullopt;
    return address_text(family == ipv4 ? AF_INET : AF_INET6, rest.data());
}

std::optional<std::size_t> missing_of_line(std::string_view begun) {
    if (begun.ends_with(line_end)) return 0;
    bool const is_return_last = begun.ends_with('\r');
    auto const whole = begun.substr(0, begun.size() - (is_return_last ? 1 : 0));
    if (whole.find_first_of(line_end) != std::string_view::npos) return std::nullopt;
    std::size_t const missing = is_return_last ? 1 : 2;
    if (begun.size() + missing > ProxyHeader::line_bytes_max) return std::nullopt;
    return missing;
}

/// The next word; empty if there is none, or more than one blank before it.
std::string_view take_word(std::string_view& rest) {
    auto const word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    return word;
}

bool is_port(std::string_view text) {
    std::uint16_t port = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, port);
    bool const has_leading_zero = text.size() > 1 && text.front() == '0';
    return read.ec == std::errc{} && read.ptr == end && !has_leading_zero;
}

std::optional<std::string> source_of_line(std::string_view header) {
    auto rest = header.substr(line_begin.size());
    rest.remove_suffix(line_end.size());
    // Whatever follows it is to be ignored.
    auto const family_name = take_word(rest);
    if (family_name == "UNKNOWN") return std::string{};
    // What C functions read below must not end early.
    if (rest.find('\0') != std::string_view::npos) return std::nullopt;
    if (family_name != "TCP4" && family_name != "TCP6") return std::nullopt;
    int const family = family_name == "TCP4" ? AF_INET : AF_INET6;
    std::array<char, 16> client{};
    std::array<char, 16> server{};
    for (auto* const address : {&client, &server}) {
        std::string const text(take_word(rest));
        if (inet_pton(family, text.c_str(), address->data()) != 1) return std::nullopt;
    }
    auto const client_port = take_word(rest);
    if (!is_port(client_port) || !is_port(rest)) return std::nullopt;
    return address_text(family, client.data());
}

}  // namespace

std::optional<std::size_t> ProxyHeader::missing_bytes(std::string_view begun) {
    if (begun.size() < signature.size()) return signature.size() - begun.size();
    if (begun.starts_with(signature)) return missing_of_prefix(begun);
    if (begun.starts_with(line_begin)) return missing_of_line(begun);
    return std::nullopt;
}

std::optional<std::string> ProxyHeader::source(std::string_view header) {
    return header.starts_with(signature) ? source_of_prefix(header) : source_of_line(header);
}

}  // namespace roomkey
