#include "security/password/password_hasher.hpp"

#include "security/password/hashing_process.hpp"

namespace roomkey {

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost), decoy_(decoy_hash(cost)) {}

Result<std::string> PasswordHasher::hash(Secret const& password) const {
    EncodedHash encoded{};
    auto const outcome = processes_ != nullptr
                             ? TRY(processes_->make(cost_, password.reveal(), encoded))
                             : make_hash(cost_, password.reveal(), encoded);
    if (outcome != HashOutcome::done) return unavailable("out of memory while hashing a password");
    return std::string(encoded.data());
}

Result<bool> PasswordHasher::verify(std::string const& encoded, Secret const& password) const {
    auto const& against = encoded.empty() ? decoy_ : encoded;
    auto const outcome = processes_ != nullptr ? TRY(processes_->check(against, password.reveal()))
                                               : check_hash(against, password.reveal());
    switch (outcome) {
        case HashOutcome::done:
            return true;
        case HashOutcome::wrong_password:
            return false;
        case HashOutcome::no_memory:
            return unavailable("out of memory while checking a password");
        case HashOutcome::malformed_hash:
            break;
    }
    return internal_error("a password hash is malformed");
}

}  // namespace roomkey
