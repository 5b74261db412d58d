#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace roomkey {

/// Cost of one Argon2id hash.
struct PasswordCost {
    unsigned long long operations = 2;                 ///< libsodium's "interactive" figure.
    std::size_t memory_bytes = std::size_t{64} << 20;  ///< likewise
};

enum class HashOutcome : std::uint8_t { done, wrong_password, no_memory, malformed_hash };

/// What libsodium encodes a hash to, with the zero at its end.
using EncodedHash = std::array<char, 128>;

/// Argon2id in this thread: takes the time and the memory of `cost`. Writes the encoded form, salt
/// and cost inside, to `encoded`; all of it is zeros if there is no memory.
HashOutcome make_hash(PasswordCost const& cost, std::string_view password, EncodedHash& encoded);

/// `done` if `password` produced `encoded`.
HashOutcome check_hash(std::string const& encoded, std::string_view password);

/// The encoded form of a hash of this cost that no password produces, new each time.
std::string decoy_hash(PasswordCost const& cost);

}  // namespace roomkey
