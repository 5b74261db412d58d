#include "security/password/argon2.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

namespace roomkey {
namespace {

/// The least that Argon2id accepts, to keep the tests quick.
constexpr PasswordCost cheap{1, 8192};

TEST(Argon2, KnowsThePasswordThatMadeAHash) {
    EncodedHash encoded{};
    ASSERT_EQ(make_hash(cheap, "password", encoded), HashOutcome::done);
    EXPECT_EQ(check_hash(encoded.data(), "password"), HashOutcome::done);
    EXPECT_EQ(check_hash(encoded.data(), "passwort"), HashOutcome::wrong_password);
    EXPECT_EQ(check_hash("$2b$10$abc", "password"), HashOutcome::malformed_hash);
}

TEST(Argon2, HasDecoysOfTheSameCost) {
    for (auto const& cost : {cheap, PasswordCost{}}) {
        auto const decoy = decoy_hash(cost);
        // 0: well-formed and of exactly this cost; -1: malformed; 1: another cost.
        EXPECT_EQ(crypto_pwhash_str_needs_rehash(decoy.c_str(), cost.operations, cost.memory_bytes),
                  0)
            << decoy;
        EXPECT_NE(decoy, decoy_hash(cost));
    }
}

}  // namespace
}  // namespace roomkey
