#include "security/app_signature.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace roomkey {
namespace {

constexpr char const* lower_hex =
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
constexpr char const* upper_hex =
    "B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7";

std::string hex(Bytes const& bytes) { return to_hex(bytes.data(), bytes.size()); }
std::string hex(Digest const& digest) { return to_hex(digest.data(), digest.size()); }

SignedSignIn single_corp() {
    SignedSignIn parts;
    parts.app_id = "appid0123456789";
    parts.user_id = "alice@example.com";
    parts.expire_time = 1'700'000'600;
    parts.nonce = "0123456789abcdef0123456789abcdef";
    return parts;
}

TEST(AppAuthorization, TakesUpperAndLowerHexWithAndWithoutAccess) {
    for (std::string const signature : {lower_hex, upper_hex}) {
        auto const bare = parse_app_authorization("HMAC-SHA256 signature=" + signature);
        ASSERT_TRUE(bare);
        EXPECT_EQ(hex(bare->signature), lower_hex);
        EXPECT_FALSE(bare->access);

        auto const full =
            parse_app_authorization("HMAC-SHA256 signature=" + signature + ",access=YXBwMQ==");
        ASSERT_TRUE(full);
        EXPECT_EQ(hex(full->signature), lower_hex);
        EXPECT_EQ(full->access, "app1");
    }
}

TEST(AppAuthorization, IgnoresTheCaseOfNamesBlanksAndTheOrderOfParts) {
    std::string const signature = lower_hex;
    for (auto const& header : {"  hmac-sha256   Signature=" + signature + " , ACCESS=YXBwMQ==  ",
                               "Hmac-Sha256\taccess=YXBwMQ== ,\tsignature=" + signature}) {
        auto const parsed = parse_app_authorization(header);
        ASSERT_TRUE(parsed) << header;
        EXPECT_EQ(hex(parsed->signature), lower_hex);
        EXPECT_EQ(parsed->access, "app1");
    }
}

TEST(AppAuthorization, RefusesWhatIsMalformed) {
    std::string const signature = lower_hex;
    std::string const good = "HMAC-SHA256 signature=" + signature;
    ASSERT_TRUE(parse_app_authorization(good));
    for (auto const& header : {
             std::string{},
             std::string{"HMAC-SHA256"},
             std::string{"HMAC-SHA256 "},
             "Basic signature=" + signature,
             "HMAC-SHA256signature=" + signature,
             "HMAC-SHA256 " + signature,
             "HMAC-SHA256 sig=" + signature,
             std::string{"HMAC-SHA256 signature="},
             std::string{"HMAC-SHA256 access=YXBwMQ=="},
             good.substr(0, good.size() - 2),
             good + "00",
             good.substr(0, good.size() - 1) + 'g',
             good + ",",
             good + ",access=",
             good + ",access=Y*",
             good + ",access=YXBwMQ==,access=YXBwMQ==",
             good + ",signature=" + signature,
             good + ",other=1",
         }) {
        EXPECT_FALSE(parse_app_authorization(header)) << header;
    }
}

// The digests were computed with Python's hmac module.
TEST(AppSignature, SignsTheFourPartsOfASingleEnterprise) {
    EXPECT_EQ(hex(app_signature(Secret("the app key"), single_corp())),
              "7302ef6a351d70d0d4d072ee67ca8d73e3fcbba3577ebdabe43a80cd342f5300");
}

TEST(AppSignature, PutsTheCorpIdOfAServiceProviderSecond) {
    auto parts = single_corp();
    parts.corp_id = "123456789";
    EXPECT_EQ(hex(app_signature(Secret("the app key"), parts)),
              "2adf4592ca5184d0c18e175b8e92711497c2b923404ae5127f685cc1383d4f63");
}

TEST(AppSignature, KeepsTheColonOfAnAbsentUserAndTakesExpireTimeZeroAndUtf8) {
    auto parts = single_corp();
    parts.user_id = "";
    parts.expire_time = 0;
    EXPECT_EQ(hex(app_signature(Secret("the app key"), parts)),
              "2df663d594cf4815ae744bc1a5cab60156b2a088e2c49f94e583c8c04982d36a");
    parts.user_id = "用户";
    EXPECT_EQ(hex(app_signature(Secret("the app key"), parts)),
              "5233d5fb03889af8d66e4b80af7b5308570d4b89d8bba0907af6ce8b2fb58cc7");
}

TEST(AppSignature, IsAcceptedOnlyWhole) {
    Secret const key{"the app key"};
    auto const digest = app_signature(key, single_corp());
    Bytes const right(digest.begin(), digest.end());
    EXPECT_TRUE(is_app_signature(key, single_corp(), right));
    EXPECT_FALSE(is_app_signature(Secret("another key"), single_corp(), right));
    for (std::size_t bit = 0; bit < right.size() * 8; ++bit) {
        auto wrong = right;
        wrong[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        EXPECT_FALSE(is_app_signature(key, single_corp(), wrong)) << "bit " << bit;
    }
    EXPECT_FALSE(is_app_signature(key, single_corp(), {}));
    EXPECT_FALSE(is_app_signature(key, single_corp(), Bytes(right.begin(), right.end() - 1)));
}

// The example of RFC 7617 section 2, and its UTF-8 example of section 2.1.
TEST(BasicAuthorization, MatchesTheStandardExamples) {
    auto const aladdin = parse_basic_authorization("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    ASSERT_TRUE(aladdin);
    EXPECT_EQ(aladdin->account, "Aladdin");
    EXPECT_EQ(aladdin->password.reveal(), "open sesame");
    auto const pound = parse_basic_authorization("Basic dGVzdDoxMjPCow==");
    ASSERT_TRUE(pound);
    EXPECT_EQ(pound->account, "test");
    EXPECT_EQ(pound->password.reveal(), "123£");
}

TEST(BasicAuthorization, SplitsAtTheFirstColon) {
    auto const parsed = parse_basic_authorization("basic " + to_base64("user:pass:word"));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->account, "user");
    EXPECT_EQ(parsed->password.reveal(), "pass:word");
}

TEST(BasicAuthorization, RefusesWhatIsMalformed) {
    for (auto const& header :
         {std::string{}, std::string{"Basic"}, std::string{"Basic %"},
          "Bearer " + to_base64("user:password"), "Basic " + to_base64("no colon"),
          "Basic " + to_base64("user:\xff"), "Basic " + to_base64("us\ner:password")}) {
        EXPECT_FALSE(parse_basic_authorization(header)) << header;
    }
}

}  // namespace
}  // namespace roomkey
