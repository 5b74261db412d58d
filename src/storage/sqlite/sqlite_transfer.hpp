#pragma once

#include <memory>

#include "storage/sqlite/sqlite_store.hpp"
#include "storage/transfer.hpp"

namespace roomkey {

/// The database as it is now; changes that others make later are not seen. Brings the schema up to
/// date first.
Result<std::unique_ptr<TransferSource>> open_sqlite_source(SqliteOptions const& options);

/// Makes the database file if it is missing. Others wait until the target is committed or gone.
Result<std::unique_ptr<TransferTarget>> open_sqlite_target(SqliteOptions const& options);

}  // namespace roomkey
