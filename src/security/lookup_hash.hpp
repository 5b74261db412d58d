#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"
#include "base/secret.hpp"
#include "security/key_ring.hpp"

namespace roomkey {

/// What is looked up by its keyed hash.
enum class HashPurpose : std::uint8_t {
    access_token = 1,
    refresh_token = 2,
    credential = 3,
    code = 4,
    nonce = 5,
    idempotency_key = 6,
    request = 7,
    key_check = 8,
    sms_report = 9,
    send_counter = 10,
    app_signature = 11,
    wrong_code = 21,
    console_session = 22,
    pairing_token = 23,
    user_code = 24,
    pairing_number = 25,
    sso_state = 26,
};

/// Keyed BLAKE2b-256 of secrets that must be found again: anyone who has the database alone can
/// neither read nor test them. Thread-safe.
class LookupHash {
public:
    explicit LookupHash(KeyRing const& keys) : keys_(keys) {}

    [[nodiscard]] Digest of(HashPurpose purpose, std::string_view text) const;

private:
    KeyRing const& keys_;
};

}  // namespace roomkey
