#pragma once

#include "base/result.hpp"
#include "domain/activation/pairing.hpp"

namespace roomkey {

/// What a device says of itself, in the form in which it is compared and kept. `invalid_parameter`.
Result<DeviceFacts> checked_facts(DeviceFacts const& given);

}  // namespace roomkey
