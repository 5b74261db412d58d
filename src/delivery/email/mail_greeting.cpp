#include "delivery/email/mail_greeting.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <memory>

#include "base/machine_name.hpp"
#include "delivery/email/email_address.hpp"

namespace roomkey {
namespace {

constexpr std::string_view ipv6_tag = "IPv6:";

bool is_address(int family, std::string const& text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return ::inet_pton(family, text.c_str(), bytes.data()) == 1;
}

bool is_literal(std::string_view text) {
    if (!text.starts_with('[') || !text.ends_with(']')) return false;
    text = text.substr(1, text.size() - 2);
    if (text.starts_with(ipv6_tag)) {
        return is_address(AF_INET6, std::string(text.substr(ipv6_tag.size())));
    }
    return is_address(AF_INET, std::string(text));
}

/// "localhost.localdomain" and the like name every machine.
bool is_full_name(std::string_view text) {
    return is_host_name(text) && text.find('.') != std::string_view::npos &&
           !text.starts_with("localhost.") && !is_address(AF_INET, std::string(text));
}

std::vector<std::string> own_names() {
    std::vector<std::string> names{machine_name()};
    if (names.front().empty()) return {};
    // The name service is asked only if it has to be.
    if (is_full_name(names.front())) return names;
    addrinfo hints{};
    hints.ai_flags = AI_CANONNAME;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* raw = nullptr;
    if (::getaddrinfo(names.front().c_str(), nullptr, &hints, &raw) != 0) return names;
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const found(raw, &::freeaddrinfo);
    if (found->ai_canonname != nullptr) names.emplace_back(found->ai_canonname);
    return names;
}

std::string text_of(sockaddr const& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    void const* const bytes =
        address.sa_family == AF_INET
            ? static_cast<void const*>(&reinterpret_cast<sockaddr_in const&>(address).sin_addr)
            : &reinterpret_cast<sockaddr_in6 const&>(address).sin6_addr;
    ::inet_ntop(address.sa_family, bytes, text.data(), text.size());
    return text.data();
}

/// Those of running interfaces that others may reach, IPv4 first.
std::vector<std::string> own_addresses() {
    ifaddrs* raw = nullptr;
    if (::getifaddrs(&raw) != 0) return {};
    std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> const list(raw, &::freeifaddrs);
    std::vector<std::string> addresses;
    for (int const family : {AF_INET, AF_INET6}) {
        for (auto const* entry = list.get(); entry != nullptr; entry = entry->ifa_next) {
            if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != family) continue;
            bool const is_up = (entry->ifa_flags & IFF_UP) != 0;
            bool const is_loopback = (entry->ifa_flags & IFF_LOOPBACK) != 0;
            auto text = text_of(*entry->ifa_addr);
            // An address of the link means nothing without the link.
            if (is_up && !is_loopback && !text.starts_with("fe80:")) addresses.push_back(text);
        }
    }
    return addresses;
}

}  // namespace

bool is_greeting(std::string_view text) { return is_literal(text) || is_host_name(text); }

bool is_full_greeting(std::string_view text) { return is_literal(text) || is_full_name(text); }

std::string choose_greeting(HostIdentity const& host) {
    for (auto const& name : host.names) {
        if (is_full_name(name)) return name;
    }
    if (host.addresses.empty()) return "[127.0.0.1]";
    auto const& address = host.addresses.front();
    bool const is_ipv6 = is_address(AF_INET6, address);
    return '[' + std::string(is_ipv6 ? ipv6_tag : "") + address + ']';
}

std::string mail_greeting() {
    HostIdentity host;
    host.names = own_names();
    host.addresses = own_addresses();
    return choose_greeting(host);
}

}  // namespace roomkey
