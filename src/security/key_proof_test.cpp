#include "security/key_proof.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/seeded_randomness.hpp"

namespace roomkey {
namespace {

KeyRing parsed(std::string const& text) { return KeyRing::parse(Secret(text), "test").value(); }

/// A ring with these two sealing keys, each 64 times one digit.
KeyRing ring_of(char first, char second) {
    return parsed("roomkey-keys 1\ncurrent 1\nlookup " + std::string(64, 'a') + "\nseal 1 " +
                  std::string(64, first) + "\nseal 2 " + std::string(64, second) + "\n");
}

TEST(KeyProof, IsTheSameForTheSameKeysWhicheverIsCurrent) {
    auto const ring = ring_of('1', '2');
    auto const proofs = key_proofs(ring);
    EXPECT_EQ(proofs.size(), 3U);
    EXPECT_EQ(key_proofs(ring_of('1', '2')), proofs);
    EXPECT_EQ(key_proofs(ring.with_current(2).value()), proofs);
}

TEST(KeyProof, TellsOneKeyFromAnotherAndFromItselfUnderAnotherId) {
    auto const proofs = key_proofs(ring_of('1', '2'));
    auto const damaged = key_proofs(ring_of('1', '3'));
    EXPECT_EQ(damaged.at(lookup_key_id), proofs.at(lookup_key_id));
    EXPECT_EQ(damaged.at(1), proofs.at(1));
    EXPECT_NE(damaged.at(2), proofs.at(2));
    auto const swapped = key_proofs(ring_of('2', '1'));
    EXPECT_NE(swapped.at(1), proofs.at(2));
    EXPECT_NE(swapped.at(2), proofs.at(1));
}

TEST(KeyProof, HoldsNoKey) {
    SeededRandomness randomness;
    auto const ring = KeyRing::make(randomness);
    for (auto const& [id, proof] : key_proofs(ring)) {
        std::string const text(proof.begin(), proof.end());
        EXPECT_NE(text, ring.lookup_key().reveal());
        EXPECT_NE(text, ring.sealing_key(1)->reveal());
    }
}

}  // namespace
}  // namespace roomkey
