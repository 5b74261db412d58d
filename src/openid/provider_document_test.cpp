#include "openid/provider_document.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::string document(std::string const& endpoint, std::string const& more = {}) {
    return R"({"issuer":"https://a","authorization_endpoint":")" + endpoint +
           R"(","token_endpoint":"https://a/token","jwks_uri":"https://a/jwks")" + more + '}';
}

TEST(ProviderDocument, SaysWhereThingsAre) {
    auto const read = parse_provider_document(
        document("https://a/auth", R"(,"userinfo_endpoint":"https://a/me",)"
                                   R"("authorization_response_iss_parameter_supported":true)"),
        "https://a");
    ASSERT_TRUE(read.ok()) << read.error().detail;
    EXPECT_EQ(read->authorization_endpoint, "https://a/auth");
    EXPECT_EQ(read->token_endpoint, "https://a/token");
    EXPECT_EQ(read->keys_uri, "https://a/jwks");
    EXPECT_EQ(read->userinfo_endpoint, "https://a/me");
    EXPECT_TRUE(read->names_issuer);
    EXPECT_FALSE(parse_provider_document(document("https://a/auth"), "https://a")->names_issuer);
}

TEST(ProviderDocument, HasAddressesThatAreHttpsAndClean) {
    std::string const longest = "https://a/" + std::string(1014, 'x');
    EXPECT_TRUE(parse_provider_document(document(longest), "https://a").ok());
    for (auto const& address :
         {longest + 'x', std::string("http://a/"), std::string("https://"), std::string(),
          std::string("https://a b/"), std::string("https://a@b/"), std::string("https://a/#b"),
          std::string("javascript:alert(1)")}) {
        EXPECT_FALSE(parse_provider_document(document(address), "https://a").ok()) << address;
    }
    auto const plain = document("https://a/auth", R"(,"userinfo_endpoint":"http://a/me")");
    EXPECT_EQ(parse_provider_document(plain, "https://a")->userinfo_endpoint, "");
}

TEST(ProviderDocument, AnAddressWithAQueryKeepsIt) {
    ProviderDocument document;
    document.authorization_endpoint = "https://a/auth?tenant=1";
    SsoClient const client{"https://a", "c&d", {}, ClientAuth::none, "https://b/console/sso"};
    auto const address = authorization_address(document, client, {"s", "n", Secret("v")});
    EXPECT_TRUE(address.starts_with(
        "https://a/auth?tenant=1&response_type=code&client_id=c%26d&redirect_uri="))
        << address;
}

TEST(ProviderDocument, ATokenRequestHasTheSecretOnlyIfThatIsTheWay) {
    SsoAnswer const answer{"co+de", "", "n", Secret("verifier"), "email"};
    SsoClient client{"https://a", "us", Secret("s&t"), ClientAuth::basic, "https://b/"};
    std::string const common =
        "grant_type=authorization_code&code=co%2Bde&redirect_uri=https%3A%2F%2Fb%2F&"
        "code_verifier=verifier";
    EXPECT_EQ(token_request(client, answer), common);
    client.auth = ClientAuth::post;
    EXPECT_EQ(token_request(client, answer), common + "&client_id=us&client_secret=s%26t");
    client.auth = ClientAuth::none;
    EXPECT_EQ(token_request(client, answer), common + "&client_id=us");
}

}  // namespace
}  // namespace roomkey
