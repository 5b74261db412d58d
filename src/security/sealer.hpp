#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/bytes.hpp"
#include "base/randomness.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "security/key_ring.hpp"

namespace roomkey {

/// What is sealed. Each purpose has its own derived key, so that one kind cannot pass for another.
enum class SealPurpose : std::uint8_t { code = 1, app_key = 2, contact = 3, answer = 4 };

/// Authenticated encryption (XChaCha20-Poly1305) of small secrets. `context` is the id of the row
/// that the secret belongs to; it is authenticated, so a sealed value moved to another row does not
/// open. Layout: version 1, key id, nonce (24 bytes), ciphertext with its tag. Thread-safe.
class Sealer {
public:
    /// Derives its keys from `keys`, which need not live on.
    Sealer(KeyRing const& keys, Randomness& randomness);

    [[nodiscard]] Bytes seal(SealPurpose purpose, std::string_view context,
                             Secret const& text) const;

    /// `internal` if the value was damaged, moved, or sealed with a key that is not on the ring.
    [[nodiscard]] Result<Secret> open(SealPurpose purpose, std::string_view context,
                                      Bytes const& sealed) const;

private:
    /// One derived key a purpose, in their order. Derived once, because it costs as much as
    /// sealing.
    using PurposeKeys = std::array<Secret, 4>;

    std::map<std::uint8_t, PurposeKeys> keys_;
    std::uint8_t current_id_;
    Randomness& randomness_;
};

}  // namespace roomkey
