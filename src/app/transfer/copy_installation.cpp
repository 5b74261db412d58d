#include "app/transfer/copy_installation.hpp"

#include <algorithm>
#include <utility>

#include "app/installation/data_folder.hpp"
#include "app/installation/installation.hpp"
#include "app/keys/key_agreement.hpp"
#include "storage/postgres/tools/postgres_transfer.hpp"
#include "storage/postgres/tools/postgres_uri.hpp"
#include "storage/sqlite/sqlite_transfer.hpp"

namespace roomkey {
namespace {

TransferTable const& table_named(std::string_view name) {
    auto const& tables = transfer_tables();
    return *std::find_if(tables.begin(), tables.end(),
                         [&](TransferTable const& table) { return table.name == name; });
}

Status check_target(std::string const& target) {
    auto status = check_postgres_uri(target);
    if (status.ok()) return status;
    auto error = std::move(status).error();
    error.field = "to";
    return error;
}

/// The WAL file next to it is gone once nobody has the database open.
Status put_aside(DataLayout const& layout) {
    std::error_code code;
    std::filesystem::rename(layout.database(), layout.copied_database(), code);
    if (!code) return Done{};
    return unavailable("everything was copied, but " + layout.database().string() +
                       " cannot be renamed to " + layout.copied_database().string() + ": " +
                       code.message());
}

}  // namespace

Status check_keys_of(TransferSource& source, KeysConfig const& keys) {
    auto const ring = TRY(load_key_ring(keys));
    KeyChecks known;
    TRY(source.read(table_named("key_check"), [&](TransferRow const& row) -> Status {
        auto const* const id = std::get_if<std::int64_t>(&row.at(0));
        auto const* const hash = std::get_if<Bytes>(&row.at(1));
        if (id == nullptr || hash == nullptr) return internal_error("a key check is malformed");
        auto& check = known[static_cast<std::uint8_t>(*id)];
        if (hash->size() != check.size()) return internal_error("a key check is malformed");
        std::copy(hash->begin(), hash->end(), check.begin());
        return Done{};
    }));
    return require_keys(known, ring, keys_origin(keys));
}

Result<std::vector<TransferredTable>> copy_installation(Config const& config,
                                                        std::string const& target,
                                                        TransferObserver const& observe) {
    TRY(check_target(target));
    auto const folder = TRY(DataFolder::open(config.data));
    if (!folder.has_database()) {
        return unavailable(config.data.string() + " has no embedded database");
    }
    auto const serving = TRY(folder.lock_for_serving());
    auto const moving = TRY(folder.lock_for_moving());
    auto source = TRY(open_sqlite_source(config.sqlite));
    TRY(check_keys_of(*source, config.keys));
    auto options = config.postgres;
    options.uri = target;
    auto const database = TRY(open_postgres_target(options));
    auto copied = TRY(transfer_all(*source, *database, observe));
    TRY(database->commit());
    source.reset();
    TRY(put_aside(folder.layout()));
    return copied;
}

}  // namespace roomkey
