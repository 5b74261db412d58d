#include "openid/provider_client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <latch>
#include <map>
#include <thread>

#include "net/testing/tls_fixture.hpp"
#include "tests/fakes/fake_clock.hpp"

namespace roomkey {
namespace {

/// What a hostile or broken provider says of itself.
class ProviderClientBounds : public TlsServerFixture {
protected:
    void SetUp() override {
        worker_threads = 5;
        start_tls();
        issuer_ = "https://127.0.0.1:" + std::to_string(server->port());
        options_.ca_file = certificate.string();
        options_.internal_hosts = {"127.0.0.1"};
        client_ = std::make_unique<ProviderClient>(options_, clock_);
    }

    ~ProviderClientBounds() override { server.reset(); }

    void discovery_says(std::function<HttpReply()> say) {
        handler.on("/.well-known/openid-configuration",
                   [this, say = std::move(say)](HttpRequest const&) {
                       ++asked_;
                       return say();
                   });
    }
    static HttpReply saying(std::string text, int status = 200) {
        HttpReply reply;
        reply.status = status;
        reply.body = std::move(text);
        reply.route = "provider";
        return reply;
    }
    [[nodiscard]] std::string document(std::string const& filler = {}) const {
        return R"({"issuer":")" + issuer_ + R"(","authorization_endpoint":")" + issuer_ +
               R"(/auth","token_endpoint":")" + issuer_ + R"(/token","jwks_uri":")" + issuer_ +
               R"(/jwks","filler":")" + filler + "\"}";
    }
    [[nodiscard]] Result<std::string> ask() {
        SsoClient const us{issuer_, "roomkey", {}, ClientAuth::none, "https://a/console/sso"};
        return client_->address(us, {"s.1", "n", Secret("verifier")});
    }

    std::string issuer_;
    FakeClock clock_;
    ProviderClientOptions options_;
    std::unique_ptr<ProviderClient> client_;
    std::atomic<int> asked_{0};
    std::latch inside_{4};   ///< Counted down by answers that are held up,
    std::latch is_over_{1};  ///< until this is.
};

TEST_F(ProviderClientBounds, ADocumentIsKeptForTenMinutes) {
    discovery_says([this] { return saying(document()); });
    auto const address = ask();
    ASSERT_TRUE(address.ok()) << address.error().detail;
    // RFC 7636, section 4.2.
    EXPECT_EQ(*address, issuer_ +
                            "/auth?response_type=code&client_id=roomkey&redirect_uri=https%3a%2f%2f"
                            "a%2fconsole%2fsso&scope=openid%20email%20profile&state=s.1&nonce=n&"
                            "code_challenge=iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ&"
                            "code_challenge_method=S256");
    clock_.advance(std::chrono::minutes{10} - std::chrono::milliseconds{1});
    EXPECT_TRUE(ask().ok());
    EXPECT_EQ(asked_, 1);
    clock_.advance(std::chrono::milliseconds{1});
    EXPECT_TRUE(ask().ok());
    EXPECT_EQ(asked_, 2);
}

TEST_F(ProviderClientBounds, TheClientNamesItself) {
    std::string name;
    handler.on("/.well-known/openid-configuration", [&](HttpRequest const& request) {
        name = request.header("User-Agent").value_or("");
        return saying(document());
    });
    EXPECT_TRUE(ask().ok());
    EXPECT_EQ(name, "roomkey/" ROOMKEY_VERSION);
}

TEST_F(ProviderClientBounds, AFailureIsKeptForAWhileToo) {
    discovery_says([] { return saying("down", 503); });
    EXPECT_EQ(ask().error().detail, "the discovery answered with HTTP 503");
    clock_.advance(std::chrono::milliseconds{4'999});
    EXPECT_FALSE(ask().ok());
    EXPECT_EQ(asked_, 1);
    clock_.advance(std::chrono::milliseconds{1});
    EXPECT_FALSE(ask().ok());
    EXPECT_EQ(asked_, 2);
}

TEST_F(ProviderClientBounds, ARedirectIsNotFollowed) {
    discovery_says([this] {
        auto reply = saying("", 302);
        reply.headers.push_back({"Location", issuer_ + "/elsewhere"});
        return reply;
    });
    std::atomic<bool> is_followed{false};
    handler.on("/elsewhere", [&](HttpRequest const&) {
        is_followed = true;
        return saying(document());
    });
    EXPECT_EQ(ask().error().detail, "the discovery answered with HTTP 302");
    EXPECT_FALSE(is_followed);
}

TEST_F(ProviderClientBounds, ADocumentHasAMebibyteAtMost) {
    std::size_t const most = std::size_t{1} << 20;
    auto const rest = document().size();
    std::size_t length = most;
    discovery_says([&] { return saying(document(std::string(length - rest, 'f'))); });
    auto const fitting = ask();
    EXPECT_TRUE(fitting.ok()) << fitting.error().detail;
    clock_.advance(std::chrono::hours{1});
    length = most + 1;
    auto const too_long = ask();
    ASSERT_FALSE(too_long.ok());
    EXPECT_EQ(too_long.error().detail, "the response is larger than 1 MiB");
}

TEST_F(ProviderClientBounds, ASlowOneIsGivenUp) {
    options_.total_max = std::chrono::milliseconds{300};
    client_ = std::make_unique<ProviderClient>(options_, clock_);
    discovery_says([&] {
        is_over_.wait();
        return saying(document());
    });
    auto const given_up = ask();
    is_over_.count_down();
    ASSERT_FALSE(given_up.ok());
    EXPECT_EQ(given_up.error().code, ErrorCode::unavailable);
}

TEST_F(ProviderClientBounds, WhatIsNotADocumentOfThisIssuerIsRefused) {
    std::map<std::string, std::string> const documents{
        {"[]", "the discovery document is no JSON object"},
        {"<html>", "the discovery document is no JSON object"},
        {R"({"issuer":"https://127.0.0.1"})", "the discovery document is of another issuer"},
        {R"({"issuer":")" + issuer_ + "\"}", "the discovery document names no https endpoints"},
        {R"({"issuer":")" + issuer_ +
             R"(","authorization_endpoint":"http://a/","token_endpoint":"https://a/",)"
             R"("jwks_uri":"https://a/"})",
         "the discovery document names no https endpoints"},
        {R"({"issuer":")" + issuer_ +
             R"(","authorization_endpoint":"https://a/","token_endpoint":"https://a@b/",)"
             R"("jwks_uri":"https://a/"})",
         "the discovery document names no https endpoints"},
    };
    for (auto const& [text, fault] : documents) {
        discovery_says([said = text] { return saying(said); });
        clock_.advance(std::chrono::minutes{1});
        auto const address = ask();
        ASSERT_FALSE(address.ok()) << text;
        EXPECT_EQ(address.error().code, ErrorCode::sso_refused);
        EXPECT_EQ(address.error().detail, fault) << text;
    }
}

TEST_F(ProviderClientBounds, FourThreadsWaitForAnIssuerAndNoMore) {
    discovery_says([&] {
        inside_.count_down();
        is_over_.wait();
        return saying(document());
    });
    std::vector<std::thread> waiting;
    for (int i = 0; i < 4; ++i) waiting.emplace_back([this] { EXPECT_TRUE(ask().ok()); });
    inside_.wait();
    auto const fifth = ask();
    is_over_.count_down();
    for (auto& thread : waiting) thread.join();
    ASSERT_FALSE(fifth.ok());
    EXPECT_EQ(fifth.error().detail, "too many wait for this provider");
}

}  // namespace
}  // namespace roomkey
