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
    "coalesce(has_table_privilege(to_regclass('roomkey_schema'), 'SELECT'), false)";

// Privileges are asked for, because what is there may still be closed. The parts of a list are
// joined by "or", so each has its own call.
constexpr char const* privileges_question =
    "SELECT current_user::text, coalesce(current_schema()::text, ''), "
    "coalesce(has_schema_privilege(current_schema(), 'CREATE'), false), "
    "coalesce((SELECT string_agg(c.relname::text, ', ' ORDER BY c.relname) FROM pg_class c "
    "WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace(quote_ident(current_schema())) "
    "AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT') "
    "AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))), '')";

constexpr char const* session_question = "SELECT pg_backend_pid()::bigint";

constexpr char const* time_question =
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// Half of the round trip lies before the server reads its clock.
Result<Duration> clock_ahead(postgres::Connection& connection, Clock const& clock) {
    auto const asked_at = clock.now();
    auto const theirs = from_unix_milliseconds(TRY(connection.integer(time_question)));
    auto const answered_at = clock.now();
    return theirs - (asked_at + (answered_at - asked_at) / 2);
}

/// True if the statements that a connection prepared are not those of its session: a pooler gave
/// it a session that another had.
bool met_statements_of_another(postgres::Connection const& connection) {
    auto const& failure = connection.failure();
    return failure && postgres::is_of_another_session(failure->state);
}

/// Two sessions that are open at the same time have two processes and statements of their own,
/// unless a pooler gives the session of one to the other between transactions.
Result<bool> is_pooled_by_transaction(postgres::Connection& connection,
                                      postgres::ConnectionSettings const& settings) {
    auto const process = connection.integer(session_question);
    auto const other = TRY(postgres::Connection::open(settings));
    other->begin_change();
    auto const others_process = other->integer(session_question);
    auto const process_now = connection.integer(session_question);
    bool const is_shared =
        met_statements_of_another(*other) || met_statements_of_another(connection);
    // What failed is forgotten: the connection has more to ask.
    if (connection.failure()) (void)connection.roll_back();
    if (is_shared) return true;
    auto const first = TRY(process);
    return first == TRY(others_process) || first != TRY(process_now);
}

}  // namespace

Result<PostgresFacts> read_postgres_facts(PostgresOptions const& options, Clock const& clock) {
    auto const settings = TRY(postgres::ConnectionSettings::from(options));
    auto const connection = TRY(postgres::Connection::open(settings));
    auto rows = TRY(connection->query(settings_question));
    if (!rows.next()) return internal_error("postgres: no settings");
    PostgresFacts facts;
    facts.version = rows.small();
    facts.version_name = rows.text();
    facts.takes_changes = rows.boolean();
    facts.synchronous_commit = rows.text();
    facts.flushes = rows.boolean();
    facts.connections_max = rows.small();
    bool const may_read_version = rows.boolean();
    facts.known_schema_version = postgres::schema_version();
    if (may_read_version) {
        auto schema =
            TRY(connection->query("SELECT version, oldest_compatible FROM roomkey_schema"));
        if (schema.next()) {
            facts.schema_version = schema.small();
            facts.oldest_compatible = schema.small();
        }
    }
    auto privileges = TRY(connection->query(privileges_question));
    if (privileges.next()) {
        facts.user = privileges.text();
        facts.tables_schema = privileges.text();
        facts.may_make_tables = privileges.boolean();
        facts.closed_tables = privileges.text();
    }
    // Without room for one more session there is nothing to tell.
    auto const pooled = is_pooled_by_transaction(*connection, settings);
    facts.is_pooled_by_transaction = pooled.ok() && *pooled;
    facts.clock_ahead = TRY(clock_ahead(*connection, clock));
    return facts;
}

}  // namespace roomkey
