#include "app/installation/installation.hpp"

#include <utility>

#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {

Result<std::unique_ptr<Installation>> Installation::open(Config const& config, Clock const& clock,
                                                         ServicesOptions options) {
    auto folder = TRY(DataFolder::open(config.data));
    if (!folder.is_initialised()) {
        return unavailable(config.data.string() + " is not initialised; run `roomkey init --data " +
                           config.data.string() + "` first");
    }
    auto installation = std::unique_ptr<Installation>(new Installation(std::move(folder)));
    auto keys = TRY(KeyRing::load(installation->folder_.layout().key_ring()));
    installation->store_ = TRY(open_sqlite_store(config.sqlite));
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
    TRY(open_sqlite_store(config.sqlite));
    return Done{};
}

ServicesOptions services_options(Config const& config) {
    ServicesOptions options;
    options.guess_limits = config.guess;
    options.lockout = config.sign_in;
    options.credential_validity = config.credential_validity;
    return options;
}

}  // namespace roomkey
