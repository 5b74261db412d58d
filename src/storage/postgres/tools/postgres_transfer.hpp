#pragma once

#include <memory>

#include "storage/postgres/postgres_store.hpp"
#include "storage/transfer.hpp"

namespace roomkey {

/// The database as it is now, of a schema that this program knows; the nodes may keep running
/// meanwhile.
Result<std::unique_ptr<TransferSource>> open_postgres_source(PostgresOptions const& options);

/// Makes the tables where they are missing. Nodes that start meanwhile wait for the target to be
/// committed or gone, or give up.
Result<std::unique_ptr<TransferTarget>> open_postgres_target(PostgresOptions const& options);

}  // namespace roomkey
