#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "security/concurrency_gate.hpp"

namespace roomkey {

/// Cost of one Argon2id hash.
struct PasswordCost {
    unsigned long long operations = 2;                 ///< libsodium's "interactive" figure.
    std::size_t memory_bytes = std::size_t{64} << 20;  ///< likewise
};

/// The encoded form of a hash of this cost that no password makes, fresh each time.
std::string decoy_hash(PasswordCost const& cost);

/// Argon2id, with a bound on how many run at once so that a flood of sign-ins cannot take all
/// workers or all memory. Thread-safe.
class PasswordHasher {
public:
    /// At most `parallel_max` at once; a further caller waits up to `wait_max` and then gets
    /// `unavailable`.
    PasswordHasher(PasswordCost cost, int parallel_max, std::chrono::milliseconds wait_max);

    /// The encoded form, salt and cost inside. `unavailable` also if there is no memory for it.
    Result<std::string> hash(Secret const& password);

    /// True if `password` made `encoded`. An empty `encoded` costs the same time and is false, so
    /// that unknown accounts take as long as known ones. `internal` if `encoded` is malformed.
    Result<bool> verify(std::string const& encoded, Secret const& password);

private:
    PasswordCost cost_;
    ConcurrencyGate gate_;
    std::string decoy_;
};

}  // namespace roomkey
