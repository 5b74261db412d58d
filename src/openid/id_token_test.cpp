#include "openid/id_token.hpp"

#include <cjose/cjose.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "openid/testing/signing_key.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr char const* issuer = "https://login.example.com";
constexpr std::int64_t now_s = 1'787'443'200;

json::object good_claims() {
    return {{"iss", issuer},      {"sub", "ada"},   {"aud", "roomkey"},          {"iat", now_s},
            {"exp", now_s + 300}, {"nonce", "n-1"}, {"email", "ada@example.com"}};
}

std::string token_with(SigningKey const& key, json::object const& claims,
                       std::string const& algorithm = "RS256", std::string const& id = "k1") {
    cjose_err error{};
    std::unique_ptr<cjose_header_t, void (*)(cjose_header_t*)> const header(
        cjose_header_new(&error), &cjose_header_release);
    cjose_header_set(header.get(), CJOSE_HDR_ALG, algorithm.c_str(), &error);
    if (!id.empty()) cjose_header_set(header.get(), CJOSE_HDR_KID, id.c_str(), &error);
    auto const text = json::serialize(claims);
    auto* const signed_token =
        cjose_jws_sign(key.get(), header.get(), reinterpret_cast<std::uint8_t const*>(text.data()),
                       text.size(), &error);
    char const* exported = nullptr;
    cjose_jws_export(signed_token, &exported, &error);
    std::string token(exported);
    cjose_jws_release(signed_token);
    return token;
}

/// The first part of a token with this header.
std::string encoded(std::string const& text) {
    cjose_err error{};
    char* out = nullptr;
    std::size_t length = 0;
    cjose_base64url_encode(reinterpret_cast<std::uint8_t const*>(text.data()), text.size(), &out,
                           &length, &error);
    std::string part(out, length);
    cjose_get_dealloc()(out);
    return part;
}

class IdToken : public ::testing::Test {
protected:
    /// What is wrong; empty if nothing is.
    [[nodiscard]] std::string fault_of(std::string const& token) const {
        return fault_of(token, keys_);
    }
    [[nodiscard]] std::string fault_of(std::string const& token, KeySet const& keys) const {
        auto const header = token_header(token);
        if (!header.ok()) return header.error().detail;
        auto const claims = checked_id_token(token, *header, keys, demand_);
        if (claims.ok()) return {};
        EXPECT_EQ(claims.error().code, ErrorCode::sso_refused);
        return claims.error().detail;
    }
    [[nodiscard]] std::string fault_with(std::string_view name, json::value const& value) const {
        auto claims = good_claims();
        if (value.is_null()) {
            claims.erase(name);
        } else {
            claims[name] = value;
        }
        return fault_of(token_with(key_, claims));
    }

    SigningKey key_ = rsa_key();
    KeySet keys_ = set_of({public_part(key_, "k1")});
    IdTokenDemand demand_{issuer, "roomkey", "n-1",
                          from_unix_milliseconds(std::int64_t{1000} * now_s)};
};

TEST_F(IdToken, IsAcceptedWithEachAlgorithmThatIs) {
    EXPECT_EQ(fault_of(token_with(key_, good_claims(), "RS256")), "");
    EXPECT_EQ(fault_of(token_with(key_, good_claims(), "PS256")), "");
    auto const curve = ec_key();
    EXPECT_EQ(
        fault_of(token_with(curve, good_claims(), "ES256"), set_of({public_part(curve, "k1")})),
        "");
}

TEST_F(IdToken, IsRefusedUnsignedOrWithASharedSecret) {
    auto const payload = encoded(json::serialize(good_claims()));
    EXPECT_EQ(fault_of(encoded(R"({"alg":"none"})") + '.' + payload + '.'),
              "the token is signed with none");
    EXPECT_EQ(fault_of(encoded(R"({"alg":"nOnE"})") + '.' + payload + '.'),
              "the token is signed with nOnE");
    EXPECT_EQ(fault_of(encoded("{}") + '.' + payload + '.'), "the token is signed with ");
    // The public key as the secret of an HMAC, which everybody could compute.
    cjose_err error{};
    auto const pem = json::serialize(public_part(key_, "k1"));
    SigningKey const secret(cjose_jwk_create_oct_spec(
        reinterpret_cast<std::uint8_t const*>(pem.data()), pem.size(), &error));
    EXPECT_EQ(fault_of(token_with(secret, good_claims(), "HS256")),
              "the token is signed with HS256");
    EXPECT_EQ(fault_of(token_with(key_, good_claims(), "RS512")), "the token is signed with RS512");
}

TEST_F(IdToken, IsRefusedIfForged) {
    auto const other = rsa_key();
    EXPECT_EQ(fault_of(token_with(other, good_claims())), "the signature of the token is wrong");
    auto const token = token_with(key_, good_claims());
    auto claims = good_claims();
    claims["sub"] = "eve";
    auto const first = token.find('.');
    auto const last = token.rfind('.');
    EXPECT_EQ(fault_of(token.substr(0, first + 1) + encoded(json::serialize(claims)) +
                       token.substr(last)),
              "the signature of the token is wrong");
    EXPECT_EQ(fault_of(token.substr(0, last + 1)), "the signature of the token is wrong");
    EXPECT_EQ(fault_of(encoded(R"({"alg":"ES256","kid":"k1"})") + token.substr(first)),
              "no key of the provider is that of the token");
}

TEST_F(IdToken, IsRefusedWithAKeyThatIsNotTheProviders) {
    EXPECT_EQ(fault_of(token_with(key_, good_claims(), "RS256", "k2")),
              "no key of the provider is that of the token");
    // Without a name it has to be the only one.
    EXPECT_EQ(fault_of(token_with(key_, good_claims(), "RS256", "")), "");
    auto const two = set_of({public_part(key_, "k1"), public_part(rsa_key(), "k2")});
    EXPECT_EQ(fault_of(token_with(key_, good_claims(), "RS256", ""), two),
              "no key of the provider is that of the token");
}

TEST_F(IdToken, IsRefusedIfOfAnotherProviderOrForAnotherClient) {
    EXPECT_EQ(fault_with("iss", "https://login.example.com/"), "the token has another iss");
    EXPECT_EQ(fault_with("iss", nullptr), "the token has another iss");
    EXPECT_EQ(fault_with("aud", "another"), "the token is for another aud");
    EXPECT_EQ(fault_with("aud", nullptr), "the token has no aud");
    EXPECT_EQ(fault_with("aud", json::array{}), "the token is for another aud");
    EXPECT_EQ(fault_with("aud", json::array{"roomkey"}), "");
    EXPECT_EQ(fault_with("aud", json::array{"roomkey", "another"}), "the token is for another azp");
    EXPECT_EQ(fault_with("azp", "another"), "the token is for another azp");
    EXPECT_EQ(fault_with("azp", "roomkey"), "");
    EXPECT_EQ(fault_with("sub", nullptr), "the token has no sub");
    EXPECT_EQ(fault_with("sub", json::string(255, 's')), "");
    EXPECT_EQ(fault_with("sub", json::string(256, 's')), "the token has no sub");
}

TEST_F(IdToken, IsRefusedOutsideOfItsTime) {
    EXPECT_EQ(fault_with("exp", now_s - 59), "");
    EXPECT_EQ(fault_with("exp", now_s - 60), "the token has expired");
    EXPECT_EQ(fault_with("exp", nullptr), "the token has no exp or iat");
    EXPECT_EQ(fault_with("exp", "soon"), "the token has no exp or iat");
    EXPECT_EQ(fault_with("iat", now_s + 60), "");
    EXPECT_EQ(fault_with("iat", now_s + 61), "the token is from the future");
    EXPECT_EQ(fault_with("iat", now_s - 660), "");
    EXPECT_EQ(fault_with("iat", now_s - 661), "the token is too old");
    EXPECT_EQ(fault_with("nbf", now_s + 60), "");
    EXPECT_EQ(fault_with("nbf", now_s + 61), "the token is not valid yet");
}

TEST_F(IdToken, IsRefusedWithAnotherNonce) {
    EXPECT_EQ(fault_with("nonce", "n-2"), "the token has another nonce");
    EXPECT_EQ(fault_with("nonce", nullptr), "the token has another nonce");
    demand_.nonce.clear();
    EXPECT_EQ(fault_with("nonce", ""), "the token has another nonce");
}

TEST_F(IdToken, IsRefusedIfItIsTooLongOrNoToken) {
    auto claims = good_claims();
    auto const grown_to = [&](std::size_t length) {
        // Three bytes are four characters.
        claims["filler"] = "";
        auto const rest = token_with(key_, claims).size();
        claims["filler"] = std::string((length - rest) / 4 * 3, 'f');
        auto token = token_with(key_, claims);
        while (token.size() < length) {
            claims["filler"] = std::string(claims["filler"].as_string()) + 'f';
            token = token_with(key_, claims);
        }
        return token;
    };
    auto const longest = grown_to(id_token_bytes_max);
    EXPECT_EQ(longest.size(), id_token_bytes_max);
    EXPECT_EQ(fault_of(longest), "");
    EXPECT_EQ(fault_of(longest + 'A'), "the token is too long");
    EXPECT_EQ(fault_of(""), "this is no signed token");
    EXPECT_EQ(fault_of("a.b.c.d.e"), "this is no signed token");
    EXPECT_EQ(fault_of("a.b.c"), "the token's header is no JSON object");
    EXPECT_EQ(fault_of(encoded(R"({"alg":"RS256","crit":["b64"]})") + ".a.b"),
              "the token demands an extension");
}

TEST(SsoClaims, AreTextsAsFarAsTheyCanBe) {
    auto const claims = claims_of({{"sub", "ada"},
                                   {"nonce", "n"},
                                   {"groups", json::array{"a", "b"}},
                                   {"number", 7},
                                   {"address", json::object{{"street", "s"}}},
                                   {"longest", std::string(512, 'l')},
                                   {"too_long", std::string(513, 'l')},
                                   {"email_verified", true},
                                   {"acr", "2"},
                                   {"amr", json::array{"pwd", "mfa", 1}}});
    EXPECT_EQ(claims.find("nonce"), nullptr);
    EXPECT_EQ(claims.find("address"), nullptr);
    EXPECT_EQ(claims.find("too_long"), nullptr);
    ASSERT_NE(claims.find("longest"), nullptr);
    ASSERT_NE(claims.find("groups"), nullptr);
    EXPECT_EQ(*claims.find("groups"), "a, b");
    EXPECT_EQ(*claims.find("number"), "7");
    EXPECT_TRUE(claims.is_email_verified);
    EXPECT_EQ(claims.acr, "2");
    EXPECT_EQ(claims.amr, (std::vector<std::string>{"pwd", "mfa"}));
}

}  // namespace
}  // namespace roomkey
