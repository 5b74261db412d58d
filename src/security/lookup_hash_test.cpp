#include "security/lookup_hash.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/file.hpp"
#include "security/system_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

constexpr auto purposes = {HashPurpose::access_token, HashPurpose::refresh_token,
                           HashPurpose::credential,   HashPurpose::code,
                           HashPurpose::nonce,        HashPurpose::idempotency_key,
                           HashPurpose::request};

TEST(LookupHash, IsTheSameForTheSameTextAndKey) {
    SystemRandomness randomness;
    auto const ring = KeyRing::make(randomness);
    EXPECT_EQ(LookupHash{ring}.of(HashPurpose::code, "12345678901"),
              LookupHash{ring}.of(HashPurpose::code, "12345678901"));
}

TEST(LookupHash, DiffersByPurposeTextAndKey) {
    SystemRandomness randomness;
    std::set<Digest> digests;
    for (int i = 0; i < 3; ++i) {
        auto const ring = KeyRing::make(randomness);
        for (auto const purpose : purposes) {
            for (auto const* const text : {"", "1", "12345678901", "12345678902"}) {
                digests.insert(LookupHash{ring}.of(purpose, text));
            }
        }
    }
    EXPECT_EQ(digests.size(), 3 * purposes.size() * 4);
}

// Computed with Python: hashlib.blake2b(b"12345678901", digest_size=32, key=bytes(range(32)),
// person=b"roomkey" + bytes(8) + b"\x04"). Databases hold such hashes, so they may not change.
TEST(LookupHash, MatchesAValueComputedElsewhere) {
    TemporaryFolder const folder;
    auto const file = folder.path() / "keys";
    std::string const key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    ASSERT_TRUE(
        create_file(file, "roomkey-keys 1\ncurrent 1\nlookup " + key + "\nseal 1 " + key + '\n')
            .ok());
    auto const ring = KeyRing::load(file);
    ASSERT_TRUE(ring.ok()) << ring.error().detail;
    auto const digest = LookupHash{*ring}.of(HashPurpose::code, "12345678901");
    EXPECT_EQ(to_hex(digest.data(), digest.size()),
              "e73ac4be3650c71f870c51df90ec0172a4780762a66b4ea91f712e5c2be70a62");
}

}  // namespace
}  // namespace roomkey
