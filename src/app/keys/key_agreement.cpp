#include "app/keys/key_agreement.hpp"

#include "security/key_proof.hpp"
#include "storage/sql/key_checks.hpp"

namespace roomkey {
namespace {

Error wrong_key(std::uint8_t id, std::string const& origin) {
    if (id == lookup_key_id) {
        return unavailable(origin + " is not the key file that the database was created with");
    }
    return unavailable("key " + std::to_string(id) + " in " + origin + " differs from the key " +
                       std::to_string(id) +
                       " that the database is sealed with; copy the key file from a working node");
}

Status insert_check(Transaction& transaction, KeyChecks const& own, std::uint8_t id) {
    TRY(insert_key_check(transaction, id, own.at(id)));
    return Done{};
}

}  // namespace

Result<KeyChecks> known_checks(Store& store) {
    return store.read([](Reader& reader) { return key_checks(reader); });
}

Status compare_keys(KeyChecks const& known, KeyRing const& ring, std::string const& origin) {
    for (auto const& [id, proof] : key_proofs(ring)) {
        auto const found = known.find(id);
        // A sealing key that was never in use may be any; the lookup key is known from the first.
        if (found != known.end() && found->second == removed_key) continue;
        bool const is_wrong = found == known.end() ? id == lookup_key_id : found->second != proof;
        if (is_wrong) return wrong_key(id, origin);
    }
    return Done{};
}

Status require_keys(KeyChecks const& known, KeyRing const& ring, std::string const& origin) {
    TRY(compare_keys(known, ring, origin));
    for (auto const& [id, proof] : known) {
        bool const is_needed = id != lookup_key_id && proof != removed_key;
        if (!is_needed || ring.sealing_key(id) != nullptr) continue;
        return unavailable(origin + " lacks key " + std::to_string(id) +
                           ", which the database is sealed with; copy the key file from a node "
                           "that has it");
    }
    return Done{};
}

namespace {

/// The same, and that nothing is sealed with a key that was removed.
Status require_current(KeyChecks const& known, KeyRing const& ring, std::string const& origin) {
    TRY(require_keys(known, ring, origin));
    auto const current = known.find(ring.current_id());
    bool const is_removed = current != known.end() && current->second == removed_key;
    if (!is_removed) return Done{};
    return unavailable("key " + std::to_string(ring.current_id()) + ", which " + origin +
                       " seals with, was removed; copy the key file from a working node");
}

}  // namespace

Status begin_with_keys(Store& store, KeyRing const& ring) {
    auto const own = key_proofs(ring);
    return store.write([&](Transaction& transaction) -> Status {
        if (TRY(key_checks(transaction)).contains(lookup_key_id)) return Done{};
        // Whoever loses this race must not add a key to the winner's.
        if (!TRY(insert_key_check(transaction, lookup_key_id, own.at(lookup_key_id))))
            return Done{};
        return insert_check(transaction, own, ring.current_id());
    });
}

Result<Status> settle_keys(Store& store, KeyRing const& ring, std::string const& origin) {
    auto known = TRY(known_checks(store));
    auto agreed = require_current(known, ring, origin);
    if (!agreed.ok() || known.contains(ring.current_id())) return agreed;
    auto const own = key_proofs(ring);
    known = TRY(store.write([&](Transaction& transaction) -> Result<KeyChecks> {
        TRY(insert_check(transaction, own, ring.current_id()));
        return key_checks(transaction);
    }));
    // Another node may have begun another key of this id in between.
    return require_current(known, ring, origin);
}

Status check_keys_in_use(Store& store, KeyRing const& ring, std::string const& origin) {
    return require_current(TRY(known_checks(store)), ring, origin);
}

}  // namespace roomkey
