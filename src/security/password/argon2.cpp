#include "security/password/argon2.hpp"

#include <sodium.h>

#include <cerrno>

#include "security/sodium.hpp"

namespace roomkey {
namespace {

static_assert(std::tuple_size_v<EncodedHash> == crypto_pwhash_STRBYTES);

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

HashOutcome make_hash(PasswordCost const& cost, std::string_view password, EncodedHash& encoded) {
    start_sodium();
    encoded.fill('\0');
    int const failure =
        crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), cost.operations,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    return failure == 0 ? HashOutcome::done : HashOutcome::no_memory;
}

HashOutcome check_hash(std::string const& encoded, std::string_view password) {
    start_sodium();
    // libsodium distinguishes a wrong password from other failures by errno alone.
    errno = 0;
    if (crypto_pwhash_str_verify(encoded.c_str(), password.data(), password.size()) == 0) {
        return HashOutcome::done;
    }
    if (errno == EINVAL && encoded.starts_with(crypto_pwhash_STRPREFIX)) {
        return HashOutcome::wrong_password;
    }
    return errno == ENOMEM ? HashOutcome::no_memory : HashOutcome::malformed_hash;
}

std::string decoy_hash(PasswordCost const& cost) {
    start_sodium();
    auto const memory_kibibytes = std::to_string(cost.memory_bytes / 1024);
    return "$argon2id$v=19$m=" + memory_kibibytes + ",t=" + std::to_string(cost.operations) +
           ",p=1$" + random_base64<crypto_pwhash_SALTBYTES>() + '$' + random_base64<32>();
}

}  // namespace roomkey
