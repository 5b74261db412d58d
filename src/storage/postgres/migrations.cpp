#include "storage/postgres/migrations.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/backoff.hpp"
#include "storage/postgres/transaction/locks.hpp"

namespace roomkey::postgres {
namespace {

using Time = std::chrono::steady_clock::time_point;

constexpr Backoff::Pause first_pause{50};
constexpr Backoff::Pause longest_pause{1'000};

/// A table that is to be changed is waited for in a queue in which all requests wait behind the
/// migration: no longer than this, and a pause follows, in which they get through. Well below the
/// nodes' own lock timeout.
constexpr auto limit_waiting = "SET LOCAL lock_timeout = '1s'";
constexpr std::string_view lock_not_available = "55P03";

// Unqualified, so that everything lies in the first schema of the search path.
constexpr char const* version_table =
    "CREATE TABLE IF NOT EXISTS roomkey_schema ("
    "only_row integer PRIMARY KEY CHECK (only_row = 1), version integer NOT NULL, "
    "oldest_compatible integer NOT NULL)";

struct Version {
    int version = 0;
    int oldest_compatible = 0;
};

Status expect_no_tables(Connection& connection) {
    auto const tables =
        TRY(connection.integer("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND "
                               "relname <> 'roomkey_schema' AND relnamespace = "
                               "current_schema()::regnamespace"));
    if (tables > 0) return internal_error("postgres: the database is another program's");
    return Done{};
}

/// Version 0 is an empty database.
Result<Version> read_version(Connection& connection) {
    auto is_there = TRY(connection.query("SELECT to_regclass('roomkey_schema') IS NOT NULL"));
    Version found;
    if (is_there.next() && is_there.boolean()) {
        auto rows = TRY(connection.query("SELECT version, oldest_compatible FROM roomkey_schema"));
        if (rows.next()) {
            found.version = rows.small();
            found.oldest_compatible = rows.small();
            return found;
        }
    }
    TRY(expect_no_tables(connection));
    return found;
}

Result<Version> find_version(Connection& connection) {
    connection.begin_reading();
    auto found = read_version(connection);
    // Waited for: scripts can be run only after the last answer.
    auto const status = found.ok() ? connection.commit() : Status{Done{}};
    if (!found.ok() || !status.ok()) connection.roll_back();
    TRY(status);
    return found;
}

/// A session's lock, and asked for repeatedly: CREATE INDEX CONCURRENTLY waits for anything that
/// waits for one inside a transaction or a statement.
Status take_turn(Connection& connection, Time deadline) {
    Backoff backoff(first_pause, longest_pause);
    auto const key = lock_key(LockSpace::schema, {});
    for (;;) {
        connection.begin_change();
        auto rows = connection.query("SELECT pg_try_advisory_lock($1)", key);
        bool const is_mine = rows.ok() && rows->next() && rows->boolean();
        auto status = rows.ok() ? connection.commit() : Status{std::move(rows).error()};
        if (!status.ok()) {
            connection.roll_back();
            return status;
        }
        if (is_mine) return Done{};
        if (std::chrono::steady_clock::now() >= deadline) {
            return unavailable("postgres: another program has the schema in hand");
        }
        rest(backoff.next(draw()));
    }
}

/// Only the connection's end is sure to give it back.
void end_turn(Connection& connection) {
    if (connection.is_broken()) return;
    connection.begin_change();
    (void)connection.run("SELECT pg_advisory_unlock($1)", lock_key(LockSpace::schema, {})).ok();
    if (!connection.commit().ok()) connection.roll_back();
}

Status apply(Connection& connection, Migration const& migration, int version) {
    TRY(connection.run(limit_waiting));
    TRY(connection.query(version_table));
    TRY(connection.execute(migration.script));
    return connection.run(
        "INSERT INTO roomkey_schema (only_row, version, oldest_compatible) VALUES (1, $1, $2) "
        "ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, "
        "oldest_compatible = excluded.oldest_compatible",
        version, migration.oldest_compatible);
}

bool may_try_again(std::optional<Failure> const& failure) {
    return failure && !failure->is_outcome_unknown &&
           (failure->remedy == Remedy::repeat || failure->state == lock_not_available);
}

Status step(Connection& connection, Migration const& migration, int version, Time deadline) {
    for (auto const* const statement : migration.online) TRY(connection.execute(statement));
    Backoff backoff(first_pause, longest_pause);
    for (;;) {
        connection.begin_change();
        auto status = apply(connection, migration, version);
        if (status.ok()) status = connection.commit();
        if (status.ok()) return status;
        bool const is_worth_it = may_try_again(connection.failure());
        connection.roll_back();
        if (!is_worth_it || std::chrono::steady_clock::now() >= deadline) return status;
        rest(backoff.next(draw()));
    }
}

Status apply_missing(Connection& connection, Migrations migrations, Time deadline) {
    // Read again: the program that had the turn before has left another one.
    auto const found = TRY(find_version(connection));
    int const known = static_cast<int>(migrations.size());
    for (int version = found.version + 1; version <= known; ++version) {
        TRY(step(connection, migrations[static_cast<std::size_t>(version) - 1], version, deadline));
    }
    return may_use_schema(known, std::max(found.version, known), found.oldest_compatible);
}

}  // namespace

Status migrate(Connection& connection, Migrations migrations, std::chrono::milliseconds window) {
    auto const deadline = std::chrono::steady_clock::now() + window;
    int const known = static_cast<int>(migrations.size());
    auto const found = TRY(find_version(connection));
    // Without a turn, so that nodes can start while another program holds it for long.
    if (found.version >= known) {
        return may_use_schema(known, found.version, found.oldest_compatible);
    }
    TRY(take_turn(connection, deadline));
    auto status = apply_missing(connection, migrations, deadline);
    end_turn(connection);
    return status;
}

Status may_use_schema(int known, int version, int oldest_compatible) {
    if (oldest_compatible <= known) return Done{};
    return internal_error(
        "postgres: the schema has version " + std::to_string(version) +
        " and supports programs from version " + std::to_string(oldest_compatible) +
        " on; too new for this program, which supports up to " + std::to_string(known));
}

int schema_version() { return static_cast<int>(known_migrations().size()); }

}  // namespace roomkey::postgres
