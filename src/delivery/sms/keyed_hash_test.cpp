#include "delivery/sms/keyed_hash.hpp"

#include <gtest/gtest.h>

#include "base/bytes.hpp"

namespace roomkey {
namespace {

std::string hex_of(std::string const& bytes) {
    return to_hex(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
}

TEST(KeyedHash, IsThatOfRfc4231) {
    // RFC 4231 section 4.2 and 4.3.
    EXPECT_EQ(hex_of(keyed_hash(Secret(std::string(20, '\x0b')), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex_of(keyed_hash(Secret("Jefe"), "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(ConstantTimeComparison, TellsTheSameFromAnother) {
    EXPECT_TRUE(is_same_in_constant_time("abc", "abc"));
    EXPECT_TRUE(is_same_in_constant_time("", ""));
    EXPECT_FALSE(is_same_in_constant_time("abc", "abd"));
    EXPECT_FALSE(is_same_in_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace roomkey
