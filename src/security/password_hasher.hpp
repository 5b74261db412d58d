#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// Cost of one Argon2id hash.
struct PasswordCost {
    unsigned long long operations = 2;                 ///< libsodium's "interactive" figure.
    std::size_t memory_bytes = std::size_t{64} << 20;  ///< likewise
};

/// The encoded form of a hash of this cost that no password produces, new each time.
std::string decoy_hash(PasswordCost const& cost);

/// Argon2id. Thread-safe; each call takes the time and the memory of `PasswordCost`, so callers
/// that let strangers cause calls limit how many run at once.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost);

    /// The encoded form, salt and cost inside. `unavailable` if there is no memory for it.
    [[nodiscard]] Result<std::string> hash(Secret const& password) const;

    /// True if `password` produced `encoded`. An empty `encoded` costs the same time and is false,
    /// so that unknown accounts take as long as known ones. `internal` if `encoded` is malformed.
    [[nodiscard]] Result<bool> verify(std::string const& encoded, Secret const& password) const;

private:
    PasswordCost cost_;
    std::string decoy_;
};

}  // namespace roomkey
