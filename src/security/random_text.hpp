#pragma once

#include <cstddef>
#include <string_view>

#include "base/randomness.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// `prefix` and `count` further characters of `alphabet`, each uniform and independent. The
/// alphabet has 1..256 characters.
Secret random_text(Randomness& randomness, std::string_view alphabet, std::size_t count,
                   std::string_view prefix = {});

}  // namespace roomkey
