#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace roomkey {

// Made from the API document at build, which lists the refusals of each operation.

/// operationId of every operation, in the document's order.
std::vector<std::string_view> all_operations();

/// Of the operations that can answer this refusal. Empty for those of paths and methods that are in
/// no operation.
std::vector<std::string_view> operations_answering(ErrorCode code);

}  // namespace roomkey
