#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/config.hpp"

// How values are written, and read back. Parsers return empty for what they do not understand.
namespace roomkey {

/// Decimal digits only.
std::optional<std::int64_t> parse_whole_number(std::string_view text);

/// A whole number, alone or with KiB, MiB or GiB.
std::optional<std::int64_t> parse_bytes(std::string_view text);
std::string bytes_text(std::int64_t count);

/// HOST:PORT or [IPV6]:PORT.
std::optional<ListenAddress> parse_listen_address(std::string_view text);
std::string listen_address_text(ListenAddress const& address);

}  // namespace roomkey
