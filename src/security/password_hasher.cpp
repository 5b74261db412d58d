#include "security/password_hasher.hpp"

#include <sodium.h>

#include <array>
#include <cerrno>

#include "security/sodium.hpp"

namespace roomkey {
namespace {

/// `Count` random bytes in base64 without padding, as Argon2's encoded form has it.
template <std::size_t Count>
std::string random_base64() {
    std::array<unsigned char, Count> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(Count, variant)> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    return text.data();
}

}  // namespace

std::string decoy_hash(PasswordCost const& cost) {
    start_sodium();
    auto const memory_kibibytes = std::to_string(cost.memory_bytes / 1024);
    return "$argon2id$v=19$m=" + memory_kibibytes + ",t=" + std::to_string(cost.operations) +
           ",p=1$" + random_base64<crypto_pwhash_SALTBYTES>() + '$' + random_base64<32>();
}

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost), decoy_(decoy_hash(cost)) {}

Result<std::string> PasswordHasher::hash(Secret const& password) const {
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    auto const& text = password.reveal();
    if (crypto_pwhash_str_alg(encoded.data(), text.data(), text.size(), cost_.operations,
                              cost_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return unavailable("out of memory while hashing a password");
    }
    return std::string(encoded.data());
}

Result<bool> PasswordHasher::verify(std::string const& encoded, Secret const& password) const {
    auto const& text = password.reveal();
    auto const& against = encoded.empty() ? decoy_ : encoded;
    // libsodium distinguishes a wrong password from other failures by errno alone.
    errno = 0;
    if (crypto_pwhash_str_verify(against.c_str(), text.data(), text.size()) == 0) return true;
    if (errno == EINVAL && against.starts_with(crypto_pwhash_STRPREFIX)) return false;
    if (errno == ENOMEM) return unavailable("out of memory while checking a password");
    return internal_error("a password hash is malformed");
}

}  // namespace roomkey
