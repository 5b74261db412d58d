#pragma once

#include <string>

namespace roomkey {

/// For the `Idempotency-Key` of an activation: random, so that no two activations share one.
std::string make_activation_key();

}  // namespace roomkey
