#include "app/installation/installation.hpp"

#include <utility>

#include "app/installation/engine.hpp"
#include "app/keys/key_agreement.hpp"
#include "security/key_proof.hpp"
#include "storage/sql/key_checks.hpp"

namespace roomkey {
namespace {

Result<bool> is_begun(Store& store) {
    auto const known = TRY(store.read([](Reader& reader) { return key_checks(reader); }));
    return known.contains(lookup_key_id);
}

/// What is in the folder must be what the configuration names: with two databases nobody could
/// tell which one is current.
Status check_place(Config const& config, DataFolder const& folder) {
    auto const root = folder.layout().root.string();
    if (is_embedded(config) && !folder.has_database() && folder.has_copied_database()) {
        return unavailable("the database of " + root +
                           " was copied to PostgreSQL; name it with --database");
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
                       " is not initialised; run `roomkey init` with the same options first");
}

/// Makes keys if there are none. Once the database has been begun, only the keys it was begun with
/// are accepted.
Status make_keys(Config const& config, bool was_begun, Randomness& randomness) {
    if (has_keys(config.keys)) return Done{};
    if (!was_begun) return KeyRing::make(randomness).save_new(config.keys.file);
    return unavailable(database_origin(config) +
                       " was initialised with a key file that is not at " +
                       keys_origin(config.keys) + "; copy it there from another node (mode 0600)");
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(Config const& config, Clock const& clock,
                                                         ServicesOptions const& options) {
    auto installation = TRY(find(config));
    auto obstacle = installation->connect(clock, options);
    if (obstacle) return std::move(obstacle->error);
    return installation;
}

Result<std::unique_ptr<Installation>> Installation::find(Config const& config) {
    auto folder = TRY(DataFolder::open(config.data));
    TRY(check_place(config, folder));
    if (!has_keys(config.keys)) return not_initialised(config);
    if (is_embedded(config) && !folder.has_database()) return not_initialised(config);
    auto found = std::unique_ptr<Installation>(new Installation(std::move(folder), config));
    if (is_embedded(config)) found->lock_ = TRY(found->folder_.lock_for_use());
    return found;
}

std::optional<Obstacle> Installation::connect(Clock const& clock, ServicesOptions const& options) {
    // Once: a command that asks a secret store must not run at every attempt to open the database.
    if (!keys_) {
        auto const printed = print_keys(config_.keys);
        if (!printed.ok()) return Obstacle{printed.error(), awaited_keys};
        auto ring = key_ring_of(config_.keys, *printed);
        if (!ring.ok()) return Obstacle{ring.error()};
        keys_ = std::make_shared<KeyRing const>(std::move(*ring));
    }
    auto const from_store = [](Error const& error) {
        // Anything but "not now" is a schema or a URI that will not change by itself.
        return error.code == ErrorCode::unavailable ? Obstacle{error, awaited_store}
                                                    : Obstacle{error};
    };
    auto store = open_store(config_);
    if (!store.ok()) return from_store(store.error());
    auto const begun = is_begun(**store);
    if (!begun.ok()) return from_store(begun.error());
    if (!*begun) return Obstacle{not_initialised(config_)};
    auto const agreed = settle_keys(**store, *keys_, keys_origin(config_.keys));
    if (!agreed.ok()) return from_store(agreed.error());
    if (!agreed->ok()) return Obstacle{agreed->error()};
    store_ = std::move(*store);
    services_ = std::make_unique<Services>(*store_, clock, randomness_, *keys_, numbers_, options);
    return std::nullopt;
}

Status Installation::create(Config const& config, Randomness& randomness) {
    auto const folder = TRY(DataFolder::create(config.data));
    TRY(check_place(config, folder));
    auto const making = TRY(folder.lock_for_making());
    std::optional<FolderLock> use;
    if (is_embedded(config)) use = TRY(folder.lock_for_use());
    auto const store = TRY(open_store(config));
    bool const was_begun = TRY(is_begun(*store));
    bool const had_keys = has_keys(config.keys);
    // Before the database is begun: without its keys it would be lost, and keys alone lose nothing.
    TRY(make_keys(config, was_begun, randomness));
    auto const ring = TRY(load_key_ring(config.keys));
    TRY(begin_with_keys(*store, ring));
    auto agreed = TRY(settle_keys(*store, ring, keys_origin(config.keys)));
    if (agreed.ok() || had_keys) return agreed;
    // Another node was faster; these keys would only be in the way of its own.
    std::error_code ignored;
    std::filesystem::remove(config.keys.file, ignored);
    return make_keys(config, /*was_begun=*/true, randomness);
}

Status Installation::reload_keys() {
    auto ring = TRY(load_key_ring(config_.keys));
    // Lookup hashes cannot be recomputed, so another installation's keys are refused as a whole.
    TRY(TRY(settle_keys(*store_, ring, keys_origin(config_.keys))));
    services_->sealer.use(ring);
    std::lock_guard const lock(keys_mutex_);
    keys_ = std::make_shared<KeyRing const>(std::move(ring));
    return Done{};
}

Status Installation::check_keys() {
    std::shared_ptr<KeyRing const> ring;
    {
        std::lock_guard const lock(keys_mutex_);
        ring = keys_;
    }
    return check_keys_in_use(*store_, *ring, keys_origin(config_.keys));
}

ServicesOptions services_options(Config const& config) {
    ServicesOptions options;
    options.guess_limits = config.guess;
    options.send_limits = config.guard;
    options.lockout = config.sign_in;
    options.sessions = config.sessions;
    options.credential_validity = config.credential_validity;
    return options;
}

}  // namespace roomkey
