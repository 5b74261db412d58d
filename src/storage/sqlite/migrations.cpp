#include "storage/sqlite/migrations.hpp"

#include <array>
#include <string>

#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {
namespace {

/// Step `i` leads from version `i` to `i + 1`. A step that was ever released is never edited.
std::array<char const*, 1> const steps{schema_v1};

/// Marks our files (PRAGMA application_id): "rmky".
constexpr std::int64_t application_id = 0x726d6b79;

Status check_owner(Connection& connection) {
    auto const owner = TRY(connection.integer("PRAGMA application_id"));
    if (owner == application_id) return Done{};
    auto const tables = TRY(connection.integer("SELECT count(*) FROM sqlite_schema"));
    if (owner == 0 && tables == 0) return Done{};
    return internal_error("the database file belongs to another program");
}

Status migrate_in_transaction(Connection& connection) {
    TRY(check_owner(connection));
    auto const version = TRY(connection.integer("PRAGMA user_version"));
    if (version < 0 || version > schema_version()) {
        return internal_error("the database has schema version " + std::to_string(version) +
                              ", this program knows up to " + std::to_string(schema_version()));
    }
    if (version == schema_version()) return Done{};
    TRY(connection.execute(steps[static_cast<std::size_t>(version)]));
    auto const marks = "PRAGMA application_id = " + std::to_string(application_id) +
                       "; PRAGMA user_version = " + std::to_string(version + 1);
    return connection.execute(marks.c_str());
}

}  // namespace

int schema_version() { return static_cast<int>(steps.size()); }

Status migrate(Connection& connection) {
    for (std::size_t i = 0; i <= steps.size(); ++i) {
        // The version is read under the write lock, so that of several processes one takes a step.
        TRY(connection.execute("BEGIN IMMEDIATE"));
        auto status = migrate_in_transaction(connection);
        if (status.ok()) status = connection.execute("COMMIT");
        if (!status.ok()) {
            if (connection.is_in_transaction()) (void)connection.execute("ROLLBACK").ok();
            return status;
        }
    }
    return Done{};
}

}  // namespace roomkey::sqlite
