#include "openid/key_set.hpp"

#include <gtest/gtest.h>

#include "openid/testing/signing_key.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

TEST(KeySet, HasKeysThatSignAndAreStrongEnough) {
    auto const key = rsa_key();
    EXPECT_TRUE(set_of({public_part(key, "k1")}).has_key_for({"RS256", "k1"}));
    EXPECT_TRUE(set_of({public_part(key, "k1", {{"use", "sig"}, {"alg", "PS256"}})})
                    .has_key_for({"PS256", "k1"}));
    // Of another name, use or algorithm; too short; of another curve or kind.
    EXPECT_FALSE(set_of({public_part(key, "k1")}).has_key_for({"RS256", "k2"}));
    EXPECT_FALSE(set_of({public_part(key, "k1")}).has_key_for({"ES256", "k1"}));
    EXPECT_FALSE(set_of({public_part(key, "k1")}).has_key_for({"HS256", "k1"}));
    for (auto const& more : {json::object{{"use", "enc"}}, json::object{{"alg", "PS256"}}}) {
        EXPECT_FALSE(set_of({public_part(key, "k1", more)}).has_key_for({"RS256", "k1"}));
    }
    EXPECT_FALSE(set_of({public_part(rsa_key(1024), "k1")}).has_key_for({"RS256", "k1"}));
    EXPECT_TRUE(set_of({public_part(ec_key(), "k1")}).has_key_for({"ES256", "k1"}));
    auto const larger = ec_key(CJOSE_JWK_EC_P_384);
    EXPECT_FALSE(set_of({public_part(larger, "k1")}).has_key_for({"ES256", "k1"}));
    EXPECT_FALSE(
        set_of({{{"kty", "oct"}, {"k", "c2VjcmV0"}, {"kid", "k1"}}}).has_key_for({"HS256", "k1"}));
}

TEST(KeySet, KeepsItsFirstSixtyFourKeys) {
    auto const key = ec_key();
    json::array keys;
    for (int i = 0; i < 65; ++i) keys.push_back(public_part(key, "k" + std::to_string(i)));
    auto const set = KeySet::parse(json::serialize(json::object{{"keys", keys}})).value();
    EXPECT_TRUE(set.has_key_for({"ES256", "k63"}));
    EXPECT_FALSE(set.has_key_for({"ES256", "k64"}));
}

TEST(KeySet, RefusesWhatIsNone) {
    for (auto const* const text : {"", "[]", "{}", R"({"keys":{}})"}) {
        auto const set = KeySet::parse(text);
        ASSERT_FALSE(set.ok()) << text;
        EXPECT_EQ(set.error().code, ErrorCode::sso_refused);
    }
    EXPECT_FALSE(KeySet::parse(R"({"keys":[7,{},{"kty":"RSA","n":"!"}]})")
                     .value()
                     .has_key_for({"RS256", ""}));
}

}  // namespace
}  // namespace roomkey
