#include "security/password/password_hasher.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <thread>
#include <vector>

namespace roomkey {
namespace {

/// The least that Argon2id accepts, to keep the tests quick.
constexpr PasswordCost cheap{1, 8192};

TEST(PasswordHasher, KnowsThePasswordThatMadeAHash) {
    PasswordHasher hasher{cheap};
    for (auto const* const text : {"", "correct horse", "пароль"}) {
        auto const encoded = hasher.hash(Secret(text));
        ASSERT_TRUE(encoded.ok());
        EXPECT_TRUE(encoded->starts_with("$argon2id$"));
        EXPECT_TRUE(hasher.verify(*encoded, Secret(text)).value());
        EXPECT_FALSE(hasher.verify(*encoded, Secret("wrong")).value());
    }
}

TEST(PasswordHasher, SaltsEachHash) {
    PasswordHasher hasher{cheap};
    EXPECT_NE(hasher.hash(Secret("same")).value(), hasher.hash(Secret("same")).value());
}

TEST(PasswordHasher, WritesItsCostIntoTheHash) {
    PasswordHasher hasher{{3, 16384}};
    auto const encoded = hasher.hash(Secret("password")).value();
    EXPECT_EQ(crypto_pwhash_str_needs_rehash(encoded.c_str(), 3, 16384), 0);
    EXPECT_EQ(crypto_pwhash_str_needs_rehash(encoded.c_str(), 2, 16384), 1);
}

TEST(PasswordHasher, KnowsHashesOfAnotherCost) {
    PasswordHasher before{cheap};
    PasswordHasher after{{2, 16384}};
    EXPECT_TRUE(after.verify(before.hash(Secret("old")).value(), Secret("old")).value());
}

TEST(PasswordHasher, IsFalseForAnUnknownAccount) {
    PasswordHasher hasher{cheap};
    auto const outcome = hasher.verify("", Secret(""));
    ASSERT_TRUE(outcome.ok()) << outcome.error().detail;
    EXPECT_FALSE(*outcome);
}

TEST(PasswordHasher, TellsAMalformedHashFromAWrongPassword) {
    PasswordHasher hasher{cheap};
    for (auto const* const encoded : {"x", "$argon2id$v=19$m=8,t=1,p=1$", "$2b$10$abc"}) {
        auto const outcome = hasher.verify(encoded, Secret("password"));
        ASSERT_FALSE(outcome.ok()) << encoded;
        EXPECT_EQ(outcome.error().code, ErrorCode::internal) << encoded;
    }
}

TEST(PasswordHasher, ServesManyThreads) {
    PasswordHasher hasher{cheap};
    auto const encoded = hasher.hash(Secret("password")).value();
    std::vector<std::jthread> callers;
    for (int caller = 0; caller < 6; ++caller) {
        callers.emplace_back([&] {
            for (int i = 0; i < 5; ++i) {
                EXPECT_TRUE(hasher.verify(encoded, Secret("password")).value());
            }
        });
    }
}

}  // namespace
}  // namespace roomkey
