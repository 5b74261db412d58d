#include "security/system_randomness.hpp"

#include <sodium.h>

#include "security/sodium.hpp"

namespace roomkey {

SystemRandomness::SystemRandomness() { start_sodium(); }

void SystemRandomness::fill(std::span<std::uint8_t> bytes) {
    if (bytes.empty()) return;  // libsodium takes no null pointer.
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace roomkey
