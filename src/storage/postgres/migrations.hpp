#pragma once

#include "base/result.hpp"
#include "storage/postgres/connection.hpp"

namespace roomkey::postgres {

/// Brings the schema up to date: one node at a time, all in one transaction. A database that is
/// newer than this program is left as it is, if it says that programs of this age may use it;
/// `internal` if not, or if it is another program's.
Status migrate(Connection& connection);

/// The version that this program was written for.
[[nodiscard]] int schema_version();

}  // namespace roomkey::postgres
