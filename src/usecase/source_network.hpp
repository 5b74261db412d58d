#pragma once

#include <string>
#include <vector>

namespace roomkey {

/// The networks of a client's address, from the smallest to the largest: of an IPv6 address its
/// /64, /56 and /48, because those who have one address of a /64 have them all, a site is given a
/// /56 or a /48 (RFC 6177), and the address alone does not tell which; of an IPv4 address itself
/// and its /24. A text that is no address is its own and only network.
std::vector<std::string> source_networks(std::string const& address);

/// The smallest of them: the unit in which what one client does is counted.
std::string source_network(std::string const& address);

}  // namespace roomkey
