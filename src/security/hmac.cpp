#include "security/hmac.hpp"

#include <sodium.h>

#include "security/sodium.hpp"

namespace roomkey {

Digest hmac_sha256(Secret const& key, std::string_view text) {
    start_sodium();
    Digest digest{};
    static_assert(digest.size() == crypto_auth_hmacsha256_BYTES);
    crypto_auth_hmacsha256_state state;
    auto const& secret = key.reveal();
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    crypto_auth_hmacsha256_final(&state, digest.data());
    sodium_memzero(&state, sizeof state);
    return digest;
}

bool is_same_in_constant_time(Digest const& expected, Bytes const& given) {
    return given.size() == expected.size() &&
           sodium_memcmp(expected.data(), given.data(), expected.size()) == 0;
}

}  // namespace roomkey
