#include "security/lookup_hash.hpp"

#include <sodium.h>

#include <array>

#include "security/sodium.hpp"

namespace roomkey {

Digest LookupHash::of(HashPurpose purpose, std::string_view text) const {
    start_sodium();
    // BLAKE2b's own means of separating uses (RFC 7693 calls it personalisation). Never to
    // change, or nothing stored before would be found.
    std::array<unsigned char, crypto_generichash_blake2b_PERSONALBYTES> personal{'r', 'o', 'o', 'm',
                                                                                 'k', 'e', 'y'};
    personal.back() = static_cast<unsigned char>(purpose);
    auto const key = keys_.lookup_key().reveal();
    Digest digest{};
    // Cannot fail: all lengths are within what BLAKE2b takes.
    crypto_generichash_blake2b_salt_personal(digest.data(), digest.size(), bytes_of(text),
                                             text.size(), bytes_of(key), key.size(), nullptr,
                                             personal.data());
    return digest;
}

}  // namespace roomkey
