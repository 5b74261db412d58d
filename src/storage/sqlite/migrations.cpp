#include "storage/sqlite/migrations.hpp"

#include <array>
#include <cstddef>
#include <set>
#include <string>

#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {
namespace {

Result<bool> has_column(Connection& connection, std::string const& table,
                        std::string const& column) {
    auto const count = TRY(connection.integer(
        "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", table, column));
    return count > 0;
}

Status to_version_1(Connection& connection) { return connection.execute(schema_v1); }

// For some days version 1 was made with all of this in it already. Such a database is told by
// nothing but what it has, so only what is missing is added.
Status to_version_2(Connection& connection) {
    for (std::string const column : {"report", "reported_at"}) {
        if (TRY(has_column(connection, "notice", column))) continue;
        auto const change =
            "ALTER TABLE notice ADD COLUMN " + column + " INTEGER NOT NULL DEFAULT 0";
        TRY(connection.execute(change.c_str()));
    }
    return connection.execute(schema_v2);
}

/// Step `i` leads from version `i` to `i + 1`. A step that ever landed is never edited: what is
/// made by it exists from then on.
using Step = Status (*)(Connection&);
constexpr std::array<Step, 2> steps{to_version_1, to_version_2};

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

Status check_schema(Connection& connection) {
    auto const model = TRY(Connection::open_scratch());
    TRY(migrate(*model));
    auto const found = TRY(parts_of(connection));
    std::string missing;
    // What somebody added, an index for a report of his own for instance, does no harm.
    for (auto const& part : TRY(parts_of(*model))) {
        if (!found.contains(part)) missing += (missing.empty() ? "" : ", ") + part;
    }
    if (missing.empty()) return Done{};
    return internal_error("the database calls itself version " + std::to_string(schema_version()) +
                          " but lacks: " + missing);
}

}  // namespace roomkey::sqlite
