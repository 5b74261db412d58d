#include "storage/postgres/postgres_store.hpp"

#include <utility>

#include "storage/postgres/changes/change_listener.hpp"
#include "storage/postgres/changes/change_notifier.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/connection_settings.hpp"
#include "storage/postgres/migrations.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/postgres/resets/reset_queue.hpp"
#include "storage/postgres/work_runner.hpp"

namespace roomkey {
namespace postgres {
namespace {

/// A readiness probe repeats soon enough.
constexpr std::chrono::milliseconds check_window{2'000};

static_assert(3 + ResetQueue::groups_at_once == postgres_further_connections);

class Store final : public roomkey::Store {
public:
    Store(ConnectionSettings const& settings, PostgresOptions const& options)
        : pool_(settings, options.connections),
          check_pool_(settings, 1),
          notifier_(settings),
          listener_(settings),
          runner_(pool_, options.retry_window, teller()),
          resets_(settings, runner_, teller()) {}

    Status check() override {
        auto const deadline = std::chrono::steady_clock::now() + check_window;
        auto status = look(deadline);
        // A connection from before a restart says nothing about the server that is there now.
        return status.ok() ? status : look(deadline);
    }

    ResetAnswer reset(ResetQuestion const& question, ResetDecision const& decide) override {
        return resets_.run(question, decide);
    }

    Result<ForeignChanges> take_foreign_changes() override { return listener_.take(); }

protected:
    Status run_read(ReadWork const& work) override { return runner_.read(work); }
    Status run_write(WriteWork const& work) override { return runner_.write(work); }

private:
    std::function<void(Changes)> teller() {
        return [this](Changes changes) { notifier_.tell(std::move(changes)); };
    }

    /// Whether the server accepts changes and its schema is one that this program knows.
    Status look(Pool::Time deadline) {
        // Not one of the workers': that all of those are busy says nothing about the server.
        auto const connection = TRY(check_pool_.take(deadline));
        // A standby refuses to begin such a transaction.
        connection->begin_change();
        auto rows = connection->query(
            "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean, "
            "version, oldest_compatible FROM roomkey_schema");
        bool const is_found = rows.ok() && rows->next();
        bool const is_read_only = !is_found || rows->boolean();
        int const version = is_found ? rows->small() : 0;
        int const oldest_compatible = is_found ? rows->small() : 0;
        connection->roll_back();
        // The next check takes another, which may lead to another server.
        if (is_read_only) connection->abandon();
        if (!rows.ok()) return unavailable(rows.error().detail);
        if (!is_found) return unavailable("postgres: the schema has no version");
        if (is_read_only) return unavailable("postgres: the server does not accept changes");
        auto const may_use = may_use_schema(schema_version(), version, oldest_compatible);
        if (!may_use.ok()) return unavailable(may_use.error().detail);
        return Done{};
    }

    Pool pool_;
    Pool check_pool_;
    ChangeNotifier notifier_;
    ChangeListener listener_;
    WorkRunner runner_;
    ResetQueue resets_;
};

Status bring_up_to_date(PostgresOptions options) {
    options.statement_timeout = migration_window;
    options.lock_timeout = migration_window;
    auto const connection = TRY(Connection::open(TRY(ConnectionSettings::from(options))));
    return migrate(*connection);
}

}  // namespace
}  // namespace postgres

Result<std::unique_ptr<Store>> open_postgres_store(PostgresOptions const& options) {
    auto const settings = TRY(postgres::ConnectionSettings::from(options));
    TRY(postgres::bring_up_to_date(options));
    return std::unique_ptr<Store>{std::make_unique<postgres::Store>(settings, options)};
}

bool is_postgres_uri(std::string const& text) {
    return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

}  // namespace roomkey
