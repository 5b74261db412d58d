#pragma once

#include <vector>

#include "operations/served_operation.hpp"
#include "usecase/use_cases.hpp"

namespace roomkey {

/// All operations that every door can run, over use cases that outlive them.
std::vector<ServedOperation> served_operations(UseCases const& use_cases);

}  // namespace roomkey
