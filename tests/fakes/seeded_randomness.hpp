#pragma once

#include <cstdint>
#include <mutex>
#include <random>

#include "base/randomness.hpp"

namespace roomkey {

/// The same bytes for the same seed. Thread-safe.
class SeededRandomness final : public Randomness {
public:
    explicit SeededRandomness(std::uint64_t seed = 1) : engine_(seed) {}

    void fill(std::span<std::uint8_t> bytes) override {
        std::lock_guard const lock(mutex_);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_() & 0xFFU);
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

}  // namespace roomkey
