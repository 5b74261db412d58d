#include "net/trusted_proxies.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <string>

namespace roomkey {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

/// Whether `host` lies in `network`, whose own address may have bits after the prefix.
template <class Network, class Address>
bool covers(Network const& network, Address const& host) {
    return Network(host, network.prefix_length()).canonical() == network.canonical();
}

}  // namespace

std::optional<TrustedProxies> TrustedProxies::parse(std::string_view text) {
    TrustedProxies proxies;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        std::string word(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        bool const is_version_6 = word.find(':') != std::string::npos;
        if (word.find('/') == std::string::npos) word += is_version_6 ? "/128" : "/32";
        error_code error;
        if (is_version_6) {
            proxies.networks_6_.push_back(ip::make_network_v6(word, error));
        } else {
            proxies.networks_4_.push_back(ip::make_network_v4(word, error));
        }
        if (error) return std::nullopt;
    }
    return proxies;
}

bool TrustedProxies::contain(std::string_view address) const {
    error_code error;
    auto const parsed = ip::make_address(std::string(address), error);
    if (error) return false;
    if (parsed.is_v4()) {
        return std::any_of(networks_4_.begin(), networks_4_.end(),
                           [&](auto const& network) { return covers(network, parsed.to_v4()); });
    }
    return std::any_of(networks_6_.begin(), networks_6_.end(),
                       [&](auto const& network) { return covers(network, parsed.to_v6()); });
}

}  // namespace roomkey
