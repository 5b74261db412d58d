#pragma once

#include "base/result.hpp"
#include "storage/sqlite/connection.hpp"

namespace roomkey::sqlite {

/// The version of the schema that this program writes (PRAGMA user_version).
int schema_version();

/// Brings the database to `schema_version`, one transaction a step; safe to run from several
/// processes at once. Refuses a newer database and one that belongs to another program.
Status migrate(Connection& connection);

/// `internal`, naming what is missing, if the database has not all tables, columns, indexes and
/// triggers that its version has: with a statement failing here and there the service would look
/// well and not work.
Status check_schema(Connection& connection);

}  // namespace roomkey::sqlite
