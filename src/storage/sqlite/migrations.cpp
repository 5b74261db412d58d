#include "storage/sqlite/migrations.hpp"

#include <array>
#include <cstddef>
#include <set>
#include <string>

#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {
namespace {

Status to_version_1(Connection& connection) {
    TRY(connection.execute(schema_v1));
    TRY(connection.execute(schema_of_jobs_v1));
    TRY(connection.execute(schema_of_labels_v1));
    return connection.execute(schema_of_sso_v1);
}

/// A step that was released is never edited: databases made by it exist.
constexpr std::array<MigrationStep, 1> known_steps{to_version_1};

/// Marks our files (PRAGMA application_id): "rmky".
constexpr std::int64_t application_id = 0x726d6b79;

Status check_owner(Connection& connection) {
    auto const owner = TRY(connection.integer("PRAGMA application_id"));
    if (owner == application_id) return Done{};
    auto const tables = TRY(connection.integer("SELECT count(*) FROM sqlite_schema"));
    if (owner == 0 && tables == 0) return Done{};
    return internal_error("the database file belongs to another program");
}

Status migrate_in_transaction(Connection& connection, std::span<MigrationStep const> steps) {
    TRY(check_owner(connection));
    auto const version = TRY(connection.integer("PRAGMA user_version"));
    auto const known = static_cast<std::int64_t>(steps.size());
    if (version < 0 || version > known) {
        return internal_error("the database has schema version " + std::to_string(version) +
                              ", this program knows up to " + std::to_string(known));
    }
    if (version == known) return Done{};
    TRY(steps[static_cast<std::size_t>(version)](connection));
    auto const marks = "PRAGMA application_id = " + std::to_string(application_id) +
                       "; PRAGMA user_version = " + std::to_string(version + 1);
    return connection.execute(marks.c_str());
}

/// Every table's columns with their types, every index and trigger, one to a line.
Result<std::set<std::string>> parts_of(Connection& connection) {
    std::set<std::string> parts;
    for (auto const* const sql : {
             "SELECT m.name || '.' || c.name || ' ' || c.type FROM sqlite_schema m "
             "JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'",
             "SELECT type || ' ' || name FROM sqlite_schema "
             "WHERE type IN ('index', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
         }) {
        auto query = TRY(connection.query(sql));
        while (TRY(query.next())) parts.insert(query.text());
    }
    return parts;
}

}  // namespace

int schema_version() { return static_cast<int>(known_steps.size()); }

Status migrate(Connection& connection) { return migrate(connection, known_steps); }

Status migrate(Connection& connection, std::span<MigrationStep const> steps) {
    for (std::size_t i = 0; i <= steps.size(); ++i) {
        // The version is read under the write lock, so that of several processes one takes a step.
        TRY(connection.execute("BEGIN IMMEDIATE"));
        auto status = migrate_in_transaction(connection, steps);
        if (status.ok()) status = connection.execute("COMMIT");
        if (!status.ok()) {
            if (connection.is_in_transaction()) (void)connection.execute("ROLLBACK").ok();
            return status;
        }
    }
    return Done{};
}

Status check_schema(Connection& connection) {
    auto const model = TRY(Connection::open_scratch());
    TRY(migrate(*model));
    auto const found = TRY(parts_of(connection));
    std::string missing;
    // What someone added, an index for their own reports for instance, does no harm.
    for (auto const& part : TRY(parts_of(*model))) {
        if (!found.contains(part)) missing += (missing.empty() ? "" : ", ") + part;
    }
    if (missing.empty()) return Done{};
    return internal_error("the database calls itself version " + std::to_string(schema_version()) +
                          " but lacks: " + missing);
}

}  // namespace roomkey::sqlite
