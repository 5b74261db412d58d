#include "base/bytes.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(Hex, ReadsBothCasesAndWritesLower) {
    auto const bytes = from_hex("00fFAb");
    ASSERT_TRUE(bytes);
    EXPECT_EQ(to_hex(bytes->data(), bytes->size()), "00ffab");
}

TEST(Hex, RefusesOddLengthAndForeignCharacters) {
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_hex("0g"));
}

// Vectors of RFC 4648 section 10.
TEST(Base64, MatchesTheStandardVectors) {
    for (auto const& [plain, coded] : {std::pair{"", ""},
                                       {"f", "Zg=="},
                                       {"fo", "Zm8="},
                                       {"foo", "Zm9v"},
                                       {"foob", "Zm9vYg=="},
                                       {"fooba", "Zm9vYmE="},
                                       {"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(to_base64(plain), coded);
        EXPECT_EQ(from_base64(coded), plain);
    }
}

TEST(Base64, TakesUnpaddedTextAndRefusesMalformed) {
    EXPECT_EQ(from_base64("Zm8"), "fo");
    EXPECT_FALSE(from_base64("Z"));
    EXPECT_FALSE(from_base64("Zm9*"));
    EXPECT_FALSE(from_base64("Zg==="));
    EXPECT_FALSE(from_base64("=Zg="));
}

}  // namespace
}  // namespace roomkey
