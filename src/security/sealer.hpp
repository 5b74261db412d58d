#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/bytes.hpp"
#include "base/randomness.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "security/key_ring.hpp"

namespace roomkey {

/// What is sealed. Each purpose has its own derived key, so that one kind cannot pass for another.
enum class SealPurpose : std::uint8_t {
    code = 1,
    app_key = 2,
    contact = 3,
    answer = 4,
    totp = 5,
    job_row = 6,
    sso_secret = 7,
    sso_flow = 8,
};

/// Authenticated encryption (XChaCha20-Poly1305) of small secrets. `context` is the id of the row
/// that the secret belongs to; it is authenticated, so a sealed value moved to another row does not
/// open. Layout: version 1, key id, nonce (24 bytes), ciphertext with its tag. Thread-safe.
class Sealer {
public:
    /// Derives its keys from `keys`, which need not outlive this.
    Sealer(KeyRing const& keys, Randomness& randomness);

    /// Seals and opens with these keys from now on.
    void use(KeyRing const& keys);

    /// The key that seals now.
    [[nodiscard]] std::uint8_t current_key() const;
    /// Whether values under more than one key can be opened.
    [[nodiscard]] bool has_older_keys() const;
    /// The key that sealed the value; 0 if it is not a sealed value.
    [[nodiscard]] static std::uint8_t key_of(Bytes const& sealed);
    /// In how many bytes a text of so many is sealed.
    [[nodiscard]] static std::size_t sealed_size(std::size_t text_bytes);

    [[nodiscard]] Bytes seal(SealPurpose purpose, std::string_view context,
                             Secret const& text) const;

    /// `internal` if the value was damaged, moved, or sealed with a key that is not on the ring.
    [[nodiscard]] Result<Secret> open(SealPurpose purpose, std::string_view context,
                                      Bytes const& sealed) const;

private:
    /// One derived key per purpose, in their order. Derived once, because it costs as much as
    /// sealing.
    using PurposeKeys = std::array<Key, 8>;

    struct Keys {
        std::map<std::uint8_t, PurposeKeys> by_id;
        std::uint8_t current_id = 0;
    };
    static std::shared_ptr<Keys const> derive_all(KeyRing const& keys);
    [[nodiscard]] std::shared_ptr<Keys const> keys() const;

    Randomness& randomness_;
    mutable std::mutex mutex_;
    std::shared_ptr<Keys const> keys_;
};

}  // namespace roomkey
