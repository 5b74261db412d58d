#include "app/installation/installation.hpp"

#include <utility>

#include "security/lookup_hash.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

/// `unavailable` if the database was begun with other keys: what it has sealed would not open, and
/// what these keys seal would be lost among it.
Status check_keys(Store& store, KeyRing const& keys, KeysConfig const& source) {
    auto const check = LookupHash(keys).of(HashPurpose::key_check, "roomkey");
    auto known = TRY(store.read([](Reader& reader) { return reader.find_key_check(); }));
    if (!known) {
        TRY(store.write([&](Transaction& tx) { return tx.insert_key_check(check); }));
        known = TRY(store.read([](Reader& reader) { return reader.find_key_check(); }));
    }
    if (known == check) return Done{};
    return unavailable(keys_origin(source) +
                       " is not the key file that the database was made with");
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(Config const& config, Clock const& clock,
                                                         ServicesOptions options) {
    auto folder = TRY(DataFolder::open(config.data));
    if (!folder.has_database() || !has_keys(config.keys)) {
        return unavailable(config.data.string() + " is not initialised; run `roomkey init --data " +
                           config.data.string() + "` first");
    }
    auto installation = std::unique_ptr<Installation>(new Installation(std::move(folder)));
    auto keys = TRY(load_key_ring(config.keys));
    installation->keys_source_ = config.keys;
    installation->store_ = TRY(open_sqlite_store(config.sqlite));
    TRY(check_keys(*installation->store_, keys, config.keys));
    installation->services_ =
        std::make_unique<Services>(*installation->store_, clock, installation->randomness_,
                                   std::move(keys), installation->numbers_, std::move(options));
    return installation;
}

Status Installation::create(Config const& config, Randomness& randomness) {
    auto const folder = TRY(DataFolder::create(config.data));
    // Keys first: a database without its keys would be lost, keys without a database lose nothing.
    if (!has_keys(config.keys)) TRY(KeyRing::make(randomness).save_new(config.keys.file));
    auto const keys = TRY(load_key_ring(config.keys));
    auto const store = TRY(open_sqlite_store(config.sqlite));
    return check_keys(*store, keys, config.keys);
}

Status Installation::reload_keys() {
    auto const keys = TRY(load_key_ring(keys_source_));
    // Lookup hashes cannot be made anew, so another installation's keys are refused as a whole.
    TRY(check_keys(*store_, keys, keys_source_));
    services_->sealer.use(keys);
    return Done{};
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
