#pragma once

#include "base/randomness.hpp"

namespace roomkey {

/// The kernel's generator through libsodium.
class SystemRandomness final : public Randomness {
public:
    SystemRandomness();
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace roomkey
