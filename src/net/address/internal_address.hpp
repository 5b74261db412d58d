#pragma once

#include <boost/asio/ip/address.hpp>

namespace roomkey {

/// Whether the address is not one of the public internet: of this machine, of a private or shared
/// network, of a link, of many, or reserved (RFC 6890); also if an IPv6 address only stands for
/// such an IPv4 one, behind a translator (RFC 6052, well-known prefix) or as 6to4.
bool is_internal(boost::asio::ip::address const& address);

}  // namespace roomkey
