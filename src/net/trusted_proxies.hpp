#pragma once

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace roomkey {

/// Load balancers that are trusted to say whose connection they pass on.
class TrustedProxies {
public:
    TrustedProxies() = default;

    /// Addresses and networks (10.0.0.0/24, fd00::/8) separated by blanks. Empty if one is
    /// neither.
    static std::optional<TrustedProxies> parse(std::string_view text);

    /// `address` as text, IPv4 that came in through an IPv6 socket as IPv4.
    [[nodiscard]] bool contain(std::string_view address) const;

private:
    std::vector<boost::asio::ip::network_v4> networks_4_;
    std::vector<boost::asio::ip::network_v6> networks_6_;
};

}  // namespace roomkey
