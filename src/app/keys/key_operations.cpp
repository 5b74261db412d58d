#include "app/keys/key_operations.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "app/installation/engine.hpp"
#include "app/installation/installation.hpp"
#include "app/keys/key_agreement.hpp"
#include "security/system_randomness.hpp"
#include "storage/sql/key_checks.hpp"

namespace roomkey {
namespace {

bool go_on(ResealProgress const& /*progress*/) { return true; }

Result<std::uint8_t> key_id(int id) {
    if (id >= 1 && id <= std::numeric_limits<std::uint8_t>::max()) {
        return static_cast<std::uint8_t>(id);
    }
    return invalid_field("key", Fault::unknown_value, "the id of a sealing key on the ring");
}

/// The database whose keys a command is about, without the use cases, which need all keys.
struct KeyedDatabase {
    std::unique_ptr<Installation> place;  ///< Keeps the database from being moved meanwhile.
    std::unique_ptr<Store> store;
};

/// Requires that no key of `ring` differs from the database's.
Result<KeyedDatabase> open_database(Config const& config, KeyRing const& ring) {
    KeyedDatabase opened;
    opened.place = TRY(Installation::find(config));
    opened.store = TRY(open_store(config));
    auto const known = TRY(known_checks(*opened.store));
    TRY(compare_keys(known, ring, keys_origin(config.keys)));
    return opened;
}

}  // namespace

Result<KeyList> list_keys(Config const& config) {
    auto const ring = TRY(load_key_ring(config.keys));
    auto const database = TRY(open_database(config, ring));
    SystemRandomness randomness;
    Sealer const sealer(ring, randomness);
    auto const counted = TRY(ResealValues(*database.store, sealer).count(go_on));
    KeyList list;
    for (auto const& [id, key] : ring.sealing_keys()) {
        list.push_back({id, id == ring.current_id(), true, 0});
    }
    for (auto const& [id, values] : counted.sealed_by) {
        auto const is_this = [&, id = id](KeyFigures const& figures) { return figures.id == id; };
        auto found = std::find_if(list.begin(), list.end(), is_this);
        // Sealed with a key that is not here: those values cannot be opened.
        if (found == list.end()) found = list.insert(list.end(), {id, false, false, 0});
        found->values = values;
    }
    return list;
}

Result<int> add_key(Config const& config, Randomness& randomness) {
    TRY(require_key_file(config.keys));
    auto const ring = TRY(load_key_ring(config.keys));
    auto const database = TRY(open_database(config, ring));
    // Without the newest key the new one would get its id.
    TRY(TRY(settle_keys(*database.store, ring, keys_origin(config.keys))));
    auto const known = TRY(known_checks(*database.store));
    auto const wider = TRY(ring.with_new_key(randomness, known.rbegin()->first));
    TRY(save_key_ring(config.keys, wider));
    return int{wider.highest_id()};
}

Status use_key(Config const& config, int id) {
    TRY(require_key_file(config.keys));
    auto const ring = TRY(load_key_ring(config.keys));
    auto const known = TRY(key_id(id));
    auto const changed = TRY(ring.with_current(known));
    auto const database = TRY(open_database(config, ring));
    TRY(TRY(settle_keys(*database.store, changed, keys_origin(config.keys))));
    return save_key_ring(config.keys, changed);
}

Status remove_key(Config const& config, int id) {
    auto const ring = TRY(load_key_ring(config.keys));
    auto const known = TRY(key_id(id));
    auto const narrower = TRY(ring.without(known));
    for (auto const& figures : TRY(list_keys(config))) {
        if (figures.id != id || figures.values == 0) continue;
        return unavailable(std::to_string(figures.values) + " values are sealed with key " +
                           std::to_string(id) +
                           "; run `roomkey key reseal` or wait for the server to reseal them");
    }
    auto const database = TRY(open_database(config, ring));
    TRY(database.store->write(
        [&](Transaction& transaction) { return retire_key_check(transaction, known); }));
    // What a command prints is its owner's to change, who may leave this key out from now on.
    if (!config.keys.command.empty()) return Done{};
    return save_key_ring(config.keys, narrower);
}

Result<ResealProgress> reseal_values(Config const& config, Clock const& clock,
                                     ResealValues::Observer const& observe) {
    auto const installation = TRY(Installation::open(config, clock, services_options(config)));
    return installation->services().reseal_values.run(observe);
}

}  // namespace roomkey
