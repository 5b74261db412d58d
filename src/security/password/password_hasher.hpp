#pragma once

#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "security/password/argon2.hpp"

namespace roomkey {

class HashingProcesses;

/// Argon2id. Thread-safe; each call takes the time and the memory of `PasswordCost`, so callers
/// that let strangers cause calls limit how many run at once.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost);

    /// From here on, `processes` do the work, which outlive this; none: the calling threads. Not
    /// while other threads call.
    void leave_to(HashingProcesses* processes) { processes_ = processes; }

    /// The encoded form, salt and cost inside. `unavailable` if there is no memory for it.
    [[nodiscard]] Result<std::string> hash(Secret const& password) const;

    /// True if `password` produced `encoded`. An empty `encoded` costs the same time and is false,
    /// so that unknown accounts take as long as known ones. `internal` if `encoded` is malformed.
    [[nodiscard]] Result<bool> verify(std::string const& encoded, Secret const& password) const;

private:
    PasswordCost cost_;
    std::string decoy_;
    HashingProcesses* processes_ = nullptr;
};

}  // namespace roomkey
