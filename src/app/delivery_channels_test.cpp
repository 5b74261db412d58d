#include "app/delivery_channels.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "delivery/email/mail_greeting.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class DeliveryChannelsTest : public testing::Test {
protected:
    DeliveryChannelsTest() {
        config_.delivery.spool = folder_.file("spool");
        config_.email.templates = folder_.file("templates");
    }

    Result<DeliveryChannels> open() {
        return DeliveryChannels::open(config_, Secret("0123456789abcdef"), clock_);
    }

    /// The key that the refusal names.
    std::string refused(std::function<void(Config&)> const& change) {
        auto const before = config_;
        change(config_);
        auto const channels = open();
        config_ = before;
        return channels.ok() ? "" : channels.error().field;
    }

    void ask_for_email() {
        config_.email.server = "smtp://127.0.0.1:2525";
        config_.email.from = "roomkey@example.com";
    }

    void ask_for_kannel() {
        config_.sms.kannel_sendsms_url = "http://127.0.0.1:13013/cgi-bin/sendsms";
        config_.sms.kannel_username = "roomkey";
        config_.sms.kannel_password = "secret";
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    Config config_;
};

TEST_F(DeliveryChannelsTest, GoToTheSpoolUnlessAskedOtherwise) {
    auto const channels = open();
    ASSERT_TRUE(channels.ok());
    EXPECT_EQ(&channels->set().sms, &channels->set().email);
    EXPECT_FALSE(channels->reports());
}

TEST_F(DeliveryChannelsTest, AreWhatTheConfigurationAsksFor) {
    ask_for_email();
    ask_for_kannel();
    config_.sms.report_url = "http://127.0.0.1:9464/sms/report";
    auto const channels = open();
    ASSERT_TRUE(channels.ok()) << channels.error().field;
    EXPECT_NE(&channels->set().sms, &channels->set().email);
    EXPECT_TRUE(channels->reports());
}

TEST_F(DeliveryChannelsTest, TakeATokenInPlaceOfAPassword) {
    ask_for_email();
    config_.email.server = "smtps://127.0.0.1:2525";
    config_.email.username = "roomkey";
    config_.email.token_command = "printf token";
    EXPECT_TRUE(open().ok());
    EXPECT_EQ(refused([](Config& config) { config.email.username.clear(); }), "email.username");
    EXPECT_EQ(refused([](Config& config) { config.email.password = "x"; }), "email.token_command");
}

TEST_F(DeliveryChannelsTest, MayHaveParametersOfTheOperator) {
    ask_for_kannel();
    config_.sms.kannel_parameters = "account=acme";
    EXPECT_TRUE(open().ok());
    EXPECT_EQ(refused([](Config& config) { config.sms.kannel_parameters = "text=x"; }),
              "sms.kannel_parameters");
}

TEST_F(DeliveryChannelsTest, MayBeAWebhook) {
    config_.sms.webhook_url = "https://sms.example.com/in";
    config_.sms.webhook_secrets =
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    ASSERT_TRUE(open().ok());
    EXPECT_EQ(refused([](Config& c) { c.sms.webhook_secrets.clear(); }), "sms.webhook_secrets");
    EXPECT_EQ(refused([](Config& c) { c.sms.webhook_url = "ftp://x"; }), "sms.webhook_url");
    EXPECT_EQ(refused([this](Config&) { ask_for_kannel(); }), "sms.webhook_url");
}

TEST_F(DeliveryChannelsTest, NameTheKeyThatCannotWork) {
    ask_for_email();
    ask_for_kannel();
    EXPECT_EQ(refused([](Config& c) { c.email.server = "mail.example.com"; }), "email.server");
    EXPECT_EQ(refused([](Config& c) { c.email.server += "/a.example"; }), "email.server");
    for (auto const* helo : {"a b", "a_b.example", "[192.0.2]", "a..b"}) {
        EXPECT_EQ(refused([&](Config& c) { c.email.helo = helo; }), "email.helo") << helo;
    }
    EXPECT_EQ(refused([](Config& c) { c.email.from = "nobody"; }), "email.from");
    EXPECT_EQ(refused([](Config& c) { c.email.starttls = "maybe"; }), "email.starttls");
    EXPECT_EQ(refused([](Config& c) { c.email.activation_link = "x"; }), "email.activation_link");
    EXPECT_EQ(refused([](Config& c) { c.sms.kannel_sendsms_url = "x"; }), "sms.kannel_sendsms_url");
    EXPECT_EQ(refused([](Config& c) { c.sms.kannel_username.clear(); }), "sms.kannel_username");
    EXPECT_EQ(refused([](Config& c) { c.sms.report_url = "x"; }), "sms.report_url");
}

TEST_F(DeliveryChannelsTest, GreetAsConfiguredOrAsTheMachineIsCalled) {
    EXPECT_EQ(greeting_of(config_.email), mail_greeting());
    ask_for_email();
    config_.email.server += '/';
    for (auto const* helo : {"a.b.example", "badname", "[192.0.2.1]"}) {
        config_.email.helo = helo;
        EXPECT_TRUE(open().ok()) << helo;
        EXPECT_EQ(greeting_of(config_.email), helo);
    }
}

TEST_F(DeliveryChannelsTest, SayNoPasswordInTheClear) {
    ask_for_email();
    config_.email.username = "roomkey";
    EXPECT_TRUE(open().ok());
    EXPECT_EQ(refused([](Config& c) { c.email.starttls = "off"; }), "email.username");
}

TEST_F(DeliveryChannelsTest, NameTheTemplateThatCannotWork) {
    ask_for_email();
    std::filesystem::create_directories(config_.email.templates);
    auto const file = config_.email.templates / "email.en-US.html";
    std::ofstream(file) << "no code in it";
    EXPECT_EQ(refused([](Config&) {}), file.string());
}

}  // namespace
}  // namespace roomkey
