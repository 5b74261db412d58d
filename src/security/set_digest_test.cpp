#include "security/set_digest.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace roomkey {
namespace {

Digest digest_of(std::initializer_list<std::string_view> records) {
    SetDigest digest;
    for (auto const record : records) digest.add(record);
    return digest.sum();
}

TEST(SetDigest, IsTheHashOfASingleRecord) {
    // FIPS 180-4, the example "abc".
    auto const sum = digest_of({"abc"});
    EXPECT_EQ(to_hex(sum.data(), sum.size()),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(digest_of({}), Digest{});
}

TEST(SetDigest, DoesNotDependOnTheOrder) {
    EXPECT_EQ(digest_of({"a", "b", "c"}), digest_of({"c", "a", "b"}));
}

TEST(SetDigest, TellsEveryDifference) {
    auto const digest = digest_of({"a", "b"});
    EXPECT_NE(digest, digest_of({"a"}));
    EXPECT_NE(digest, digest_of({"a", "B"}));
    EXPECT_NE(digest, digest_of({"ab"}));
    EXPECT_NE(digest, digest_of({"a", "b", "b"}));
    // Twice the same is not zero, as it would be with an exclusive or.
    EXPECT_NE(digest_of({"a", "a"}), digest_of({}));
    EXPECT_NE(digest_of({"a", "a"}), digest_of({"b", "b"}));
}

TEST(SetDigest, CarriesFromByteToByte) {
    SetDigest digest;
    Digest expected{};
    for (int i = 0; i < 256; ++i) digest.add("abc");
    // 256 times a number is that number, one byte up.
    auto const one = digest_of({"abc"});
    for (std::size_t i = 1; i < one.size(); ++i) expected[i] = one[i - 1];
    EXPECT_EQ(digest.sum(), expected);
}

}  // namespace
}  // namespace roomkey
