#include "security/hmac.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

struct Vector {
    std::string key;
    std::string text;
    char const* digest;
};

// RFC 4231, cases 1 to 4, 6 and 7 (case 5 cuts the digest, which is not done here).
TEST(HmacSha256, MatchesTheStandardVectors) {
    std::string counted;
    for (int i = 1; i <= 25; ++i) counted.push_back(static_cast<char>(i));
    Vector const vectors[] = {
        {std::string(20, '\x0b'), "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {counted, std::string(50, '\xcd'),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {std::string(131, '\xaa'),
         "This is a test using a larger than block-size key and a larger than block-size data. "
         "The key needs to be hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
    };
    for (auto const& vector : vectors) {
        auto const digest = hmac_sha256(Secret(vector.key), vector.text);
        EXPECT_EQ(to_hex(digest.data(), digest.size()), vector.digest) << vector.text;
    }
}

TEST(ConstantTimeComparison, TellsTheSameFromAnother) {
    auto const digest = hmac_sha256(Secret("key"), "text");
    Bytes const same(digest.begin(), digest.end());
    EXPECT_TRUE(is_same_in_constant_time(digest, same));
    for (auto const at : {std::size_t{0}, std::size_t{16}, same.size() - 1}) {
        auto other = same;
        other[at] ^= 1U;
        EXPECT_FALSE(is_same_in_constant_time(digest, other)) << at;
    }
    EXPECT_FALSE(is_same_in_constant_time(digest, {}));
    EXPECT_FALSE(is_same_in_constant_time(digest, Bytes(same.begin(), same.end() - 1)));
}

}  // namespace
}  // namespace roomkey
