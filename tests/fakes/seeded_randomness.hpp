#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <span>

#include "base/randomness.hpp"

namespace roomkey {

/// The same bytes for the same seed, on every machine. Thread-safe, but only calls from one thread
/// come in an order that repeats.
class SeededRandomness final : public Randomness {
public:
    explicit SeededRandomness(std::uint64_t seed = 1) : engine_(seed) {}

    void fill(std::span<std::uint8_t> bytes) override {
        std::lock_guard const lock(mutex_);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_() >> 56U);
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

}  // namespace roomkey
