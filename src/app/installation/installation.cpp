#include "app/installation/installation.hpp"

#include <utility>

#include "security/lookup_hash.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

/// `unavailable` if the database was begun with other keys: what it has sealed would not open, and
/// what these keys seal would be lost among it.
Status check_keys(Store& store, KeyRing const& keys, std::filesystem::path const& key_file) {
    auto const check = LookupHash(keys).of(HashPurpose::key_check, "roomkey");
    auto known = TRY(store.read([](Reader& reader) { return reader.find_key_check(); }));
    if (!known) {
        TRY(store.write([&](Transaction& tx) { return tx.insert_key_check(check); }));
        known = TRY(store.read([](Reader& reader) { return reader.find_key_check(); }));
    }
    if (known == check) return Done{};
    return unavailable(key_file.string() + " is not the key file that the database was made with");
}

Result<KeyRing> load_keys(std::filesystem::path const& key_file) {
    auto keys = KeyRing::load(key_file);
    // A wrong key file is the operator's to mend, not a defect of the program.
    if (!keys.ok()) return unavailable(keys.error().detail);
    return keys;
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(Config const& config, Clock const& clock,
                                                         ServicesOptions options) {
    auto folder = TRY(DataFolder::open(config.data));
    if (!folder.is_initialised()) {
        return unavailable(config.data.string() + " is not initialised; run `roomkey init --data " +
                           config.data.string() + "` first");
    }
    auto installation = std::unique_ptr<Installation>(new Installation(std::move(folder)));
    auto const key_file = installation->folder_.layout().key_ring();
    auto keys = TRY(load_keys(key_file));
    installation->store_ = TRY(open_sqlite_store(config.sqlite));
    TRY(check_keys(*installation->store_, keys, key_file));
    installation->services_ =
        std::make_unique<Services>(*installation->store_, clock, installation->randomness_,
                                   std::move(keys), std::move(options));
    return installation;
}

Status Installation::create(Config const& config, Randomness& randomness) {
    auto const folder = TRY(DataFolder::create(config.data));
    auto const key_file = folder.layout().key_ring();
    // Keys first: a database without its keys would be lost, keys without a database lose nothing.
    if (!std::filesystem::exists(key_file)) TRY(KeyRing::make(randomness).save_new(key_file));
    auto const keys = TRY(load_keys(key_file));
    auto const store = TRY(open_sqlite_store(config.sqlite));
    return check_keys(*store, keys, key_file);
}

ServicesOptions services_options(Config const& config) {
    ServicesOptions options;
    options.guess_limits = config.guess;
    options.lockout = config.sign_in;
    options.credential_validity = config.credential_validity;
    return options;
}

}  // namespace roomkey
