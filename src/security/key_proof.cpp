#include "security/key_proof.hpp"

#include <sodium.h>

#include "security/lookup_hash.hpp"
#include "security/sodium.hpp"

namespace roomkey {
namespace {

/// Names this use to the key derivation; never to change, or no key would be recognised.
constexpr char derivation_context[crypto_kdf_CONTEXTBYTES + 1] = "roomprof";

Digest proof_of(std::uint8_t id, Key const& key) {
    start_sodium();
    Digest proof{};
    // Cannot fail: the length is within what BLAKE2b gives.
    crypto_kdf_derive_from_key(proof.data(), proof.size(), id, derivation_context,
                               bytes_of(key.reveal()));
    return proof;
}

}  // namespace

std::map<std::uint8_t, Digest> key_proofs(KeyRing const& ring) {
    std::map<std::uint8_t, Digest> proofs;
    proofs[lookup_key_id] = LookupHash(ring).of(HashPurpose::key_check, "roomkey");
    for (auto const& [id, key] : ring.sealing_keys()) proofs[id] = proof_of(id, key);
    return proofs;
}

}  // namespace roomkey
