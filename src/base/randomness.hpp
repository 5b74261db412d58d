#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace roomkey {

/// A source of random bytes. The real one is cryptographic (`security/system_randomness.hpp`);
/// simulations pass a seeded one. Thread-safe.
class Randomness {
public:
    virtual ~Randomness() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace roomkey
