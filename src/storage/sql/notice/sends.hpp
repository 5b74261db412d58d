#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

/// Counts one message in each of the counters, if none of them is full; else in none, and returns
/// the place of the first that is. They are held until the transaction's end, so that two that
/// count at once cannot both have the last place.
Result<std::optional<std::size_t>> count_send(Transaction& tx,
                                              std::vector<SendCounter> const& counters);

}  // namespace roomkey
