#pragma once

#include "base/result.hpp"
#include "storage/sqlite/connection.hpp"

namespace roomkey::sqlite {

/// The version of the schema that this program writes (PRAGMA user_version).
int schema_version();

/// Brings the database to `schema_version`, one transaction a step; safe to run from several
/// processes at once. Refuses a newer database and one that belongs to another program.
Status migrate(Connection& connection);

}  // namespace roomkey::sqlite
