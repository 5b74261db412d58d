#include "delivery/sms/keyed_hash.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace roomkey {

std::string keyed_hash(Secret const& key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    auto const& secret = key.reveal();
    auto const* const made =
        HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
             reinterpret_cast<unsigned char const*>(text.data()), text.size(), hash.data(), &size);
    if (made == nullptr) return {};
    return {hash.begin(), hash.begin() + size};
}

bool is_same_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace roomkey
