#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace roomkey {

// Generated at build time from the API document, which lists the refusals of each operation.

/// operationId of every operation, in the document's order.
std::vector<std::string_view> all_operations();

/// Of the operations that can return this refusal. Empty for those of paths and methods of no
/// operation.
std::vector<std::string_view> operations_answering(ErrorCode code);

}  // namespace roomkey
