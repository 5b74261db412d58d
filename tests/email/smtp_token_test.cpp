#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "delivery/email/smtp_channel.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/sample_message.hpp"
#include "tests/fakes/temporary_folder.hpp"

// Signing in to a mail server by OAuth.
namespace roomkey {
namespace {

using Kind = SendOutcome::Kind;

class SmtpToken : public testing::Test {
protected:
    static SmtpOptions options(MailServer const& server) {
        SmtpOptions options;
        options.url = "smtp://127.0.0.1:" + server.port();
        options.needs_starttls = false;
        options.from = "roomkey@example.com";
        options.total_max = std::chrono::seconds{10};
        return options;
    }

    static OutgoingMessage message(std::string const& to) {
        auto message = sample_message(Channel::email);
        message.contact = Secret(to);
        return message;
    }

    TemporaryFolder folder_;
};

TEST_F(SmtpToken, SignsInWithATokenAndGetsANewOneWhenItIsRefused) {
    auto const tokens = folder_.file("tokens");
    std::ofstream(tokens) << "first\n";
    MailServer server({"--tokens", tokens});
    auto by_token = options(server);
    by_token.user = "roomkey";
    std::vector<std::string> printed;
    by_token.print_token = [&]() -> Result<Secret> {
        printed.emplace_back(printed.empty() ? "first" : "second");
        return Secret(printed.back());
    };
    SmtpChannel channel(by_token, {});
    ASSERT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
    server.message();
    ASSERT_EQ(channel.send(message("bob@example.com")).kind, Kind::accepted);
    server.message();
    EXPECT_EQ(printed.size(), 1U);

    // The first has lapsed when the next connection is made.
    SmtpChannel later(by_token, {});
    printed.clear();
    std::ofstream(tokens) << "second\n";
    ASSERT_EQ(later.send(message("eve@example.com")).kind, Kind::accepted);
    EXPECT_EQ(printed, (std::vector<std::string>{"first", "second"}));

    // Neither helps: the message waits, and not for ever new tokens.
    SmtpChannel refused(by_token, {});
    std::ofstream(tokens) << "third\n";
    auto const outcome = refused.send(message("eve@example.com"));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.to_mend, "sign_in");
    EXPECT_EQ(printed.size(), 4U);
}

TEST_F(SmtpToken, SaysWhyThereIsNoToken) {
    MailServer server;
    auto by_token = options(server);
    by_token.user = "roomkey";
    by_token.print_token = []() -> Result<Secret> {
        return unavailable("email.token_command: it exited with status 3");
    };
    auto const outcome = SmtpChannel(by_token, {}).send(message("ada@example.com"));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "email.token_command: it exited with status 3");
    EXPECT_EQ(outcome.to_mend, "sign_in");
}

}  // namespace
}  // namespace roomkey
