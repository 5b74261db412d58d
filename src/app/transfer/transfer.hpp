#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "storage/transfer.hpp"

namespace roomkey {

/// A table that was copied: the same number of rows and the same digest on both sides.
struct TransferredTable {
    std::string name;
    std::int64_t rows = 0;
    Digest digest{};
};

/// Notified now and then how many rows of a table have been copied.
using TransferObserver = std::function<void(std::string const& table, std::int64_t rows)>;

/// Writes everything that `source` has into `target`, reads it back from there, and compares both
/// by number and digest of rows. Does not commit. `unavailable` if the target is not empty or has
/// something else afterwards.
Result<std::vector<TransferredTable>> transfer_all(TransferSource& source, TransferTarget& target,
                                                   TransferObserver const& observe);

}  // namespace roomkey
