#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roomkey {

using Bytes = std::vector<std::uint8_t>;

/// A 256-bit hash: of a token, a credential or a code. Not secret; compare freely.
using Digest = std::array<std::uint8_t, 32>;

/// Lower-case hex.
std::string to_hex(std::uint8_t const* data, std::size_t count);

/// Bytes of hex text of either case; empty if the length is odd or a character is not hex.
std::optional<Bytes> from_hex(std::string_view text);

/// Standard base64 with padding (RFC 4648 section 4).
std::string to_base64(std::string_view data);

/// The inverse of `to_base64`; also takes unpadded text. Empty if malformed.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace roomkey
