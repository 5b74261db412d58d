#include "app/installation/installation.hpp"

#include <utility>

#include "app/installation/engine.hpp"
#include "security/lookup_hash.hpp"

namespace roomkey {
namespace {

Result<std::optional<Digest>> find_check(Store& store) {
    return store.read([](Reader& reader) { return reader.find_key_check(); });
}

/// `unavailable` if the database was begun with other keys: what it has sealed would not open, and
/// what these keys seal would be lost among it.
Status check_keys(Store& store, KeyRing const& keys, KeysConfig const& source) {
    if (TRY(find_check(store)) == key_check_of(keys)) return Done{};
    return unavailable(keys_origin(source) +
                       " is not the key file that the database was made with");
}

/// Begins the database with these keys, unless it was begun before.
Status begin_with_keys(Store& store, KeyRing const& keys, KeysConfig const& source) {
    if (!TRY(find_check(store))) {
        TRY(store.write([&](Transaction& tx) { return tx.insert_key_check(key_check_of(keys)); }));
    }
    return check_keys(store, keys, source);
}

/// What lies in the folder has to be what the configuration speaks of: of two databases nobody
/// could tell which one holds the truth.
Status check_place(Config const& config, DataFolder const& folder) {
    auto const root = folder.layout().root.string();
    if (is_embedded(config) && !folder.has_database() && folder.has_copied_database()) {
        return unavailable("the database of " + root +
                           " was copied to PostgreSQL; say where with --database");
    }
    if (!is_embedded(config) && folder.has_database()) {
        return unavailable(root + " has an embedded database, and --database names " +
                           database_origin(config) +
                           "; leave out the latter, or run `roomkey copy " + "--from " + root +
                           "` with it as --to");
    }
    return Done{};
}

Error not_initialised(Config const& config) {
    auto const root = config.data.string();
    if (is_embedded(config)) {
        return unavailable(root + " is not initialised; run `roomkey init --data " + root +
                           "` first");
    }
    return unavailable(root + " with " + database_origin(config) +
                       " is not initialised; run `roomkey init` with them first");
}

/// Makes keys if there are none. Once the database was begun only those will do that it was begun
/// with.
Status make_keys(Config const& config, bool is_begun, Randomness& randomness) {
    if (has_keys(config.keys)) return Done{};
    if (!is_begun) return KeyRing::make(randomness).save_new(config.keys.file);
    return unavailable(database_origin(config) +
                       " was initialised with a key file that is not at " +
                       keys_origin(config.keys) + "; copy it there from another node (mode 0600)");
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(Config const& config, Clock const& clock,
                                                         ServicesOptions options) {
    auto folder = TRY(DataFolder::open(config.data));
    TRY(check_place(config, folder));
    if (!has_keys(config.keys)) return not_initialised(config);
    if (is_embedded(config) && !folder.has_database()) return not_initialised(config);
    auto installation = std::unique_ptr<Installation>(new Installation(std::move(folder)));
    if (is_embedded(config)) installation->lock_ = TRY(installation->folder_.lock_for_use());
    auto keys = TRY(load_key_ring(config.keys));
    installation->keys_source_ = config.keys;
    installation->store_ = TRY(open_store(config));
    if (!TRY(find_check(*installation->store_))) return not_initialised(config);
    TRY(check_keys(*installation->store_, keys, config.keys));
    installation->services_ =
        std::make_unique<Services>(*installation->store_, clock, installation->randomness_,
                                   std::move(keys), installation->numbers_, std::move(options));
    return installation;
}

Status Installation::create(Config const& config, Randomness& randomness) {
    auto const folder = TRY(DataFolder::create(config.data));
    TRY(check_place(config, folder));
    auto const making = TRY(folder.lock_for_making());
    std::optional<FolderLock> use;
    if (is_embedded(config)) use = TRY(folder.lock_for_use());
    auto const store = TRY(open_store(config));
    bool const is_begun = TRY(find_check(*store)).has_value();
    bool const had_keys = has_keys(config.keys);
    // Before the database is begun: without its keys it would be lost, and keys alone lose nothing.
    TRY(make_keys(config, is_begun, randomness));
    auto const keys = TRY(load_key_ring(config.keys));
    auto status = begin_with_keys(*store, keys, config.keys);
    if (status.ok() || had_keys) return status;
    auto const known = find_check(*store);
    if (known.ok() && *known && **known != key_check_of(keys)) {
        // Another node was faster; these keys would only be in the way of its own.
        std::error_code ignored;
        std::filesystem::remove(config.keys.file, ignored);
        return make_keys(config, /*is_begun=*/true, randomness);
    }
    return status;
}

Status Installation::reload_keys() {
    auto const keys = TRY(load_key_ring(keys_source_));
    // Lookup hashes cannot be made anew, so another installation's keys are refused as a whole.
    TRY(check_keys(*store_, keys, keys_source_));
    services_->sealer.use(keys);
    return Done{};
}

Digest key_check_of(KeyRing const& keys) {
    return LookupHash(keys).of(HashPurpose::key_check, "roomkey");
}

ServicesOptions services_options(Config const& config) {
    ServicesOptions options;
    options.guess_limits = config.guess;
    options.send_limits = config.guard;
    options.lockout = config.sign_in;
    options.credential_validity = config.credential_validity;
    return options;
}

}  // namespace roomkey
