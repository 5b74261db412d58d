#include "storage/postgres/migrations.hpp"

#include <array>
#include <string>

#include "storage/postgres/schema.hpp"
#include "storage/postgres/transaction/locks.hpp"

namespace roomkey::postgres {
namespace {

struct Migration {
    char const* script;
    /// Programs written for this version or a later one work with the result. A migration only
    /// adds; what it makes needless is removed by a later one, when no such program runs any more.
    int oldest_compatible;
};

/// Forward only, never changed once released: the first makes version 1, and so on.
std::array<Migration, 1> const migrations{{
    {schema_v1, 1},
}};

// Unqualified, so that everything lies in the first schema of the search path.
constexpr char const* version_table =
    "CREATE TABLE IF NOT EXISTS roomkey_schema ("
    "only_row integer PRIMARY KEY CHECK (only_row = 1), version integer NOT NULL, "
    "oldest_compatible integer NOT NULL)";

struct Version {
    int version = 0;
    int oldest_compatible = 0;
};

Result<Version> find_version(Connection& connection) {
    auto rows = TRY(connection.query("SELECT version, oldest_compatible FROM roomkey_schema"));
    Version found;
    if (!rows.next()) {
        auto const tables =
            TRY(connection.integer("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND "
                                   "relname <> 'roomkey_schema' AND relnamespace = "
                                   "current_schema()::regnamespace"));
        if (tables > 0) return internal_error("postgres: the database is another program's");
        return found;
    }
    found.version = rows.small();
    found.oldest_compatible = rows.small();
    return found;
}

Status apply(Connection& connection) {
    auto const found = TRY(find_version(connection));
    int const known = schema_version();
    if (found.version >= known) {
        if (found.oldest_compatible <= known) return Done{};
        return internal_error("postgres: the schema has version " + std::to_string(found.version) +
                              ", too new for this program, which knows " + std::to_string(known));
    }
    int oldest_compatible = found.oldest_compatible;
    for (auto i = static_cast<std::size_t>(found.version); i < migrations.size(); ++i) {
        TRY(connection.execute(migrations[i].script));
        oldest_compatible = migrations[i].oldest_compatible;
    }
    return connection.run(
        "INSERT INTO roomkey_schema (only_row, version, oldest_compatible) VALUES (1, $1, $2) "
        "ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, "
        "oldest_compatible = excluded.oldest_compatible",
        known, oldest_compatible);
}

Status apply_alone(Connection& connection) {
    connection.begin_change();
    TRY(hold(connection, LockSpace::schema, {}));
    TRY(connection.query(version_table));
    TRY(apply(connection));
    return connection.commit();
}

}  // namespace

Status migrate(Connection& connection) {
    auto status = apply_alone(connection);
    if (!status.ok()) connection.roll_back();
    return status;
}

int schema_version() { return static_cast<int>(migrations.size()); }

}  // namespace roomkey::postgres
