#include "tests/openid/real_provider.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace roomkey {
namespace {

SsoQuestion question_of(std::string const& state) {
    return {state, "nonce-" + state, Secret(std::string(48, 'v'))};
}

SsoAnswer answer_of(CameBack const& back, SsoQuestion const& question) {
    return {back.code, back.issuer, question.nonce, question.verifier, "email"};
}

class RealProviderTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { provider = std::make_unique<RealProvider>(); }
    static void TearDownTestSuite() { provider.reset(); }

    [[nodiscard]] static SsoClient client_named(std::string const& id, ClientAuth auth,
                                                std::string const& secret = {}) {
        return {provider->issuer(), id, Secret(secret), auth, RealProvider::redirect_uri};
    }

    /// Signs "ada" in as this client.
    Result<SsoClaims> sign_in(SsoClient const& client) {
        auto const question = question_of("s." + client.client_id);
        auto const address = client_.address(client, question);
        if (!address.ok()) return address.error();
        auto const back = provider->sign_in(*address, "ada");
        EXPECT_EQ(back.state, question.state);
        EXPECT_EQ(back.issuer, provider->issuer());
        return client_.redeem(client, answer_of(back, question));
    }

    static std::unique_ptr<RealProvider> provider;
    SystemClock clock_;
    ProviderClient client_{provider->client_options(), clock_};
};

std::unique_ptr<RealProvider> RealProviderTest::provider;

TEST_F(RealProviderTest, EveryKindOfClientAndSignatureSignsIn) {
    for (auto const& client :
         {client_named("basic", ClientAuth::basic, RealProvider::basic_secret),
          client_named("post", ClientAuth::post, "another-secret"),
          client_named("public", ClientAuth::none), client_named("es256", ClientAuth::none),
          client_named("ps256", ClientAuth::none)}) {
        auto const claims = sign_in(client);
        ASSERT_TRUE(claims.ok()) << client.client_id << ' ' << claims.error().detail;
        ASSERT_NE(claims->find("email"), nullptr) << client.client_id;
        EXPECT_EQ(*claims->find("email"), "ada@example.com");
        EXPECT_TRUE(claims->is_email_verified);
    }
}

TEST_F(RealProviderTest, AWrongSecretIsRefusedAndNamed) {
    auto const claims = sign_in(client_named("basic", ClientAuth::basic, "wrong"));
    ASSERT_FALSE(claims.ok());
    EXPECT_EQ(claims.error().code, ErrorCode::sso_refused);
    EXPECT_EQ(claims.error().detail, "the token endpoint answered with HTTP 401, invalid_client");
}

TEST_F(RealProviderTest, ACodeCountsOnceAndForItsVerifierAlone) {
    auto const client = client_named("public", ClientAuth::none);
    auto const question = question_of("s.1");
    auto const address = client_.address(client, question);
    ASSERT_TRUE(address.ok()) << address.error().detail;
    auto answer = answer_of(provider->sign_in(*address, "ada"), question);
    auto stolen = answer;
    stolen.verifier = Secret(std::string(48, 'w'));
    auto const refused = client_.redeem(client, stolen);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().detail, "the token endpoint answered with HTTP 400, invalid_grant");

    auto const again = client_.address(client, question);
    answer = answer_of(provider->sign_in(*again, "ada"), question);
    EXPECT_TRUE(client_.redeem(client, answer).ok());
    EXPECT_FALSE(client_.redeem(client, answer).ok());
}

TEST_F(RealProviderTest, AnotherNonceOrIssuerIsRefused) {
    auto const client = client_named("public", ClientAuth::none);
    auto const question = question_of("s.2");
    auto const begin = [&] {
        return answer_of(provider->sign_in(client_.address(client, question).value(), "ada"),
                         question);
    };
    auto injected = begin();
    injected.nonce = "of another sign-in";
    EXPECT_EQ(client_.redeem(client, injected).error().detail, "the token has another nonce");
    auto mixed_up = begin();
    mixed_up.issuer = "https://evil.example.com";
    EXPECT_EQ(client_.redeem(client, mixed_up).error().detail, "the answer is of another issuer");
    // Still good: it was not shown to anybody.
    mixed_up.issuer = provider->issuer();
    EXPECT_TRUE(client_.redeem(client, mixed_up).ok());
    auto nameless = begin();
    nameless.issuer.clear();
    EXPECT_EQ(client_.redeem(client, nameless).error().detail, "the answer is of another issuer");
}

TEST_F(RealProviderTest, AnIssuerThatIsSpeltOtherwiseIsRefused) {
    auto client = client_named("public", ClientAuth::none);
    client.issuer += '/';
    auto const address = client_.address(client, question_of("s.3"));
    ASSERT_FALSE(address.ok());
    EXPECT_EQ(address.error().detail, "the discovery document is of another issuer");
}

TEST_F(RealProviderTest, InternalAddressesAreReachedOnlyIfNamed) {
    auto options = provider->client_options();
    options.internal_hosts.clear();
    ProviderClient guarded(options, clock_);
    auto const address =
        guarded.address(client_named("public", ClientAuth::none), question_of("s.4"));
    ASSERT_FALSE(address.ok());
    EXPECT_EQ(address.error().code, ErrorCode::unavailable);
}

TEST_F(RealProviderTest, AnUntrustedCertificateIsRefused) {
    auto options = provider->client_options();
    options.ca_file.clear();
    ProviderClient strict(options, clock_);
    auto const address =
        strict.address(client_named("public", ClientAuth::none), question_of("s.5"));
    ASSERT_FALSE(address.ok());
    EXPECT_EQ(address.error().detail, untrusted_certificate);
}

TEST(RealProviderAlone, ClaimsCanBeAtTheUserinfoEndpointAlone) {
    RealProvider const provider(R"(,"in_userinfo":true)");
    SystemClock const clock;
    ProviderClient client(provider.client_options(), clock);
    SsoClient const us{
        provider.issuer(), "public", {}, ClientAuth::none, RealProvider::redirect_uri};
    auto const question = question_of("s.6");
    auto const address = client.address(us, question);
    ASSERT_TRUE(address.ok()) << address.error().detail;
    auto const claims = client.redeem(us, answer_of(provider.sign_in(*address, "ada"), question));
    ASSERT_TRUE(claims.ok()) << claims.error().detail;
    ASSERT_NE(claims->find("email"), nullptr);
    EXPECT_EQ(*claims->find("email"), "ada@example.com");
}

}  // namespace
}  // namespace roomkey
