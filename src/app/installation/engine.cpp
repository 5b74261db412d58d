#include "app/installation/engine.hpp"

#include "storage/postgres/postgres_store.hpp"
#include "storage/postgres/tools/postgres_uri.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {

bool is_embedded(Config const& config) { return config.database.empty(); }

std::string database_origin(Config const& config) {
    return is_embedded(config) ? config.sqlite.path : shown_postgres_uri(config.database);
}

Result<std::unique_ptr<Store>> open_store(Config const& config) {
    if (is_embedded(config)) return open_sqlite_store(config.sqlite);
    return open_postgres_store(config.postgres);
}

}  // namespace roomkey
