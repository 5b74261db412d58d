#include "storage/postgres/tools/postgres_facts.hpp"

#include "storage/postgres/connection.hpp"
#include "storage/postgres/connection_settings.hpp"
#include "storage/postgres/migrations.hpp"

namespace roomkey {
namespace {

constexpr char const* settings_question =
    "SELECT current_setting('server_version_num')::integer, current_setting('server_version'), "
    "NOT pg_is_in_recovery() AND NOT current_setting('default_transaction_read_only')::boolean, "
    "current_setting('synchronous_commit'), current_setting('fsync')::boolean, "
    "current_setting('max_connections')::integer - "
    "current_setting('superuser_reserved_connections')::integer, "
    "to_regclass('roomkey_schema') IS NOT NULL";

constexpr char const* time_question =
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// Half of the round trip lies before the server reads its clock.
Result<Duration> clock_ahead(postgres::Connection& connection, Clock const& clock) {
    auto const asked_at = clock.now();
    auto const theirs = from_unix_milliseconds(TRY(connection.integer(time_question)));
    auto const answered_at = clock.now();
    return theirs - (asked_at + (answered_at - asked_at) / 2);
}

}  // namespace

Result<PostgresFacts> read_postgres_facts(PostgresOptions const& options, Clock const& clock) {
    auto const connection =
        TRY(postgres::Connection::open(TRY(postgres::ConnectionSettings::from(options))));
    auto rows = TRY(connection->query(settings_question));
    if (!rows.next()) return internal_error("postgres: no settings");
    PostgresFacts facts;
    facts.version = rows.small();
    facts.version_name = rows.text();
    facts.takes_changes = rows.boolean();
    facts.synchronous_commit = rows.text();
    facts.flushes = rows.boolean();
    facts.connections_max = rows.small();
    bool const has_schema = rows.boolean();
    facts.known_schema_version = postgres::schema_version();
    if (has_schema) {
        auto schema =
            TRY(connection->query("SELECT version, oldest_compatible FROM roomkey_schema"));
        if (schema.next()) {
            facts.schema_version = schema.small();
            facts.oldest_compatible = schema.small();
        }
    }
    facts.clock_ahead = TRY(clock_ahead(*connection, clock));
    return facts;
}

}  // namespace roomkey
