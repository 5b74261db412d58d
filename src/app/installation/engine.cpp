#include "app/installation/engine.hpp"

#include <utility>

#include "app/installation/postgres_findings.hpp"
#include "base/machine_name.hpp"
#include "storage/postgres/postgres_store.hpp"
#include "storage/postgres/tools/postgres_uri.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

/// A server says what it refuses, and not what would change that.
Error with_missing_privilege(Error error, PostgresOptions const& options) {
    // A server that is not ready has nothing to tell about rights.
    if (error.code != ErrorCode::internal) return error;
    auto const facts = read_postgres_facts(options, SystemClock{});
    if (!facts.ok()) return error;
    auto const missing = missing_privilege(*facts);
    if (!missing.empty()) error.detail = missing + " (" + error.detail + ')';
    return error;
}

}  // namespace

bool is_embedded(Config const& config) { return config.database.empty(); }

std::string database_origin(Config const& config) {
    return is_embedded(config) ? config.sqlite.path : shown_postgres_uri(config.database);
}

std::string node_name(Config const& config, std::uint16_t port) {
    if (is_embedded(config)) return {};
    return machine_name() + ':' + std::to_string(port);
}

Result<std::unique_ptr<Store>> open_store(Config const& config) {
    if (is_embedded(config)) return open_sqlite_store(config.sqlite);
    auto store = open_postgres_store(config.postgres);
    if (store.ok()) return store;
    return with_missing_privilege(std::move(store).error(), config.postgres);
}

}  // namespace roomkey
