#pragma once

#include <string>
#include <string_view>

namespace roomkey {

/// An address for logs, without the part that identifies one machine: 192.0.2.17 becomes 192.0.2.x,
/// of IPv6 the first 48 bits stay (2001:db8:1::x). What is not an address becomes "unknown".
std::string mask_address(std::string_view address);

}  // namespace roomkey
