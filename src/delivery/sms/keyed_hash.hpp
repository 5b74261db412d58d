#pragma once

#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace roomkey {

/// HMAC-SHA256 (RFC 2104) of `text`: 32 bytes. Empty if OpenSSL fails, which must not be sent.
std::string keyed_hash(Secret const& key, std::string_view text);

/// Takes as long whatever the two have in common; only their lengths show.
bool is_same_in_constant_time(std::string_view left, std::string_view right);

}  // namespace roomkey
