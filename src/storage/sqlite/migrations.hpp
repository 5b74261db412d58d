#pragma once

#include <span>

#include "base/result.hpp"
#include "storage/sqlite/connection.hpp"

namespace roomkey::sqlite {

/// Step `i` of a list leads from version `i` to `i + 1`.
using MigrationStep = Status (*)(Connection&);

/// The version of the schema that this program writes (PRAGMA user_version).
int schema_version();

/// Brings the database to `schema_version`, one transaction a step; safe to run from several
/// processes at once. Refuses a newer database and one that belongs to another program.
Status migrate(Connection& connection);

/// The same by another list of steps, for tests.
Status migrate(Connection& connection, std::span<MigrationStep const> steps);

/// `internal`, naming what is missing, if the database has not all tables, columns, indexes and
/// triggers that its version has: with a statement failing here and there the service would look
/// well and not work.
Status check_schema(Connection& connection);

}  // namespace roomkey::sqlite
