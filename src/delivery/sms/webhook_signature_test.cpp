#include "delivery/sms/webhook_signature.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

constexpr char const* first = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char const* second = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

WebhookSigner signer(std::vector<Secret> const& secrets) {
    return WebhookSigner::open(secrets).value();
}

TEST(WebhookSigner, SignsAsTheSpecificationsExample) {
    // Known from the test suites of the Standard Webhooks libraries.
    auto const timestamp = from_unix_milliseconds(1'614'265'330'999);

    EXPECT_EQ(signer({Secret(first)})
                  .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp, R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSigner, SignsWithEverySecretInTheirOrder) {
    auto const timestamp = from_unix_milliseconds(1'614'265'330'000);
    auto const one = signer({Secret(first)}).sign("id", timestamp, "body");
    auto const other = signer({Secret(second)}).sign("id", timestamp, "body");

    EXPECT_EQ(signer({Secret(first), Secret(second)}).sign("id", timestamp, "body"),
              one + ' ' + other);
    EXPECT_NE(one, other);
}

TEST(WebhookSigner, RefusesSecretsThatAreNone) {
    EXPECT_FALSE(WebhookSigner::open({}).ok());
    std::string const too_long(88, 'A');
    for (auto const& text :
         {std::string(""), std::string("whsec_"), std::string("whsec_AAECAw=="),
          std::string("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
          std::string("whsec_%%ECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), "whsec_" + too_long}) {
        auto const opened = WebhookSigner::open({Secret(first), Secret(text)});
        ASSERT_FALSE(opened.ok()) << text;
        EXPECT_EQ(opened.error().field, "secrets");
    }
}

}  // namespace
}  // namespace roomkey
