#include "security/set_digest.hpp"

#include <openssl/sha.h>

namespace roomkey {

void SetDigest::add(std::string_view record) {
    Digest hash{};
    SHA256(reinterpret_cast<unsigned char const*>(record.data()), record.size(), hash.data());
    unsigned carry = 0;
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        carry += static_cast<unsigned>(sum_[i]) + hash[i];
        sum_[i] = static_cast<std::uint8_t>(carry);
        carry >>= 8U;
    }
}

}  // namespace roomkey
