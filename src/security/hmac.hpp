#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// HMAC-SHA256 (RFC 2104) with a key of any length.
Digest hmac_sha256(Secret const& key, std::string_view text);

/// Takes as long whatever the two have in common.
bool is_same_in_constant_time(Digest const& expected, Bytes const& given);

}  // namespace roomkey
