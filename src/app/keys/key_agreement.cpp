#include "app/keys/key_agreement.hpp"

#include "security/key_proof.hpp"

namespace roomkey {
namespace {

Result<KeyChecks> known_checks(Store& store) {
    return store.read([](Reader& reader) { return reader.key_checks(); });
}

Error wrong_key(std::uint8_t id, std::string const& origin) {
    if (id == lookup_key_id) {
        return unavailable(origin + " is not the key file that the database was created with");
    }
    return unavailable("key " + std::to_string(id) + " in " + origin + " differs from the key " +
                       std::to_string(id) +
                       " that the database is sealed with; copy the key file from a working node");
}

Status insert_check(Transaction& transaction, KeyChecks const& own, std::uint8_t id) {
    TRY(transaction.insert_key_check(id, own.at(id)));
    return Done{};
}

}  // namespace

Status compare_keys(KeyChecks const& known, KeyRing const& ring, std::string const& origin) {
    for (auto const& [id, proof] : key_proofs(ring)) {
        auto const found = known.find(id);
        // A sealing key that was never in use may be any; the lookup key is known from the first.
        bool const is_wrong = found == known.end() ? id == lookup_key_id : found->second != proof;
        if (is_wrong) return wrong_key(id, origin);
    }
    return Done{};
}

Status require_keys(KeyChecks const& known, KeyRing const& ring, std::string const& origin) {
    TRY(compare_keys(known, ring, origin));
    for (auto const& [id, proof] : known) {
        if (id == lookup_key_id || ring.sealing_key(id) != nullptr) continue;
        return unavailable(
            origin + " lacks key " + std::to_string(id) +
            ", which the database is sealed with; copy the key file from a node that has it");
    }
    return Done{};
}

Status begin_with_keys(Store& store, KeyRing const& ring) {
    auto const own = key_proofs(ring);
    return store.write([&](Transaction& transaction) -> Status {
        if (TRY(transaction.key_checks()).contains(lookup_key_id)) return Done{};
        // The loser of this race must not add a key to the winner's.
        if (!TRY(transaction.insert_key_check(lookup_key_id, own.at(lookup_key_id)))) return Done{};
        return insert_check(transaction, own, ring.current_id());
    });
}

Result<Status> settle_keys(Store& store, KeyRing const& ring, std::string const& origin) {
    auto known = TRY(known_checks(store));
    auto agreed = require_keys(known, ring, origin);
    if (!agreed.ok() || known.contains(ring.current_id())) return agreed;
    auto const own = key_proofs(ring);
    known = TRY(store.write([&](Transaction& transaction) -> Result<KeyChecks> {
        TRY(insert_check(transaction, own, ring.current_id()));
        return transaction.key_checks();
    }));
    // Another node may have begun another key of this id in between.
    return require_keys(known, ring, origin);
}

Status check_keys_in_use(Store& store, KeyRing const& ring, std::string const& origin) {
    auto const known = TRY(known_checks(store));
    TRY(require_keys(known, ring, origin));
    if (known.contains(ring.current_id())) return Done{};
    return unavailable("key " + std::to_string(ring.current_id()) +
                       ", which this node seals with, " +
                       "was removed; copy the key file from a working node");
}

}  // namespace roomkey
