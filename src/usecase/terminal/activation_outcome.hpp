#pragma once

#include <cstdint>

namespace roomkey {

/// How a presented code fared; for the figures.
enum class ActivationOutcome : std::uint8_t {
    activated,
    wrong,
    lapsed,
    mismatch,
    disabled,
    limited
};

}  // namespace roomkey
