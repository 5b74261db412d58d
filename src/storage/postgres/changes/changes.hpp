#pragma once

#include <vector>

#include "storage/records.hpp"

namespace roomkey::postgres {

/// What a transaction changed that watchers elsewhere have to know.
using Changes = ForeignChanges;

[[nodiscard]] inline bool is_empty(Changes const& changes) {
    return !changes.is_everything && changes.bindings.empty();
}

}  // namespace roomkey::postgres
