#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "delivery/email/mail_greeting.hpp"
#include "delivery/email/smtp_channel.hpp"
#include "delivery/outbox_round.hpp"
#include "domain/mail_address.hpp"
#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/script_process.hpp"

// What a real Postfix refuses because of us waits, and arrives once it is fixed.
namespace roomkey {
namespace {

class PostfixEmailTest : public OutboxFixture {
protected:
    void SetUp() override {
        std::filesystem::create_directory(postfix_folder_);
        std::filesystem::permissions(folder_.path(), std::filesystem::perms{0755});
        postfix_ = std::make_unique<ScriptProcess>(
            ROOMKEY_SOURCE_ROOT "/tests/email/postfix_server.py",
            std::vector<std::string>{"--folder", postfix_folder_.string()});
        options_.url = "smtp://127.0.0.1:" + postfix_->line();
        ASSERT_NE(options_.url, "smtp://127.0.0.1:") << "Postfix did not start";
        options_.needs_starttls = false;
        options_.from = "roomkey@example.com";
        options_.greeting = mail_greeting();
    }

    /// An hour later, so that retries are due.
    void run_round(SmtpOptions const& options) {
        SmtpChannel channel(options, {});
        OutboxRound round({claims_, settlements_, {channel, channel}, clock_, log_, counters_});
        EXPECT_TRUE(round.run({}).ok());
        clock_.advance(std::chrono::hours{1});
    }

    /// A notice is kept with its contact, for `failure`, while we send with `wrong`, and goes out
    /// with what is right.
    void expect_kept(SmtpOptions const& wrong, std::string const& failure) {
        auto const user = add_terminal("hub_1");
        reset(user, {"ada@example.com", ""});
        run_round(wrong);
        auto const kept = notices_of(user).at(0);
        EXPECT_EQ(kept.state, NoticeState::queued);
        EXPECT_EQ(kept.failure, failure);
        EXPECT_FALSE(kept.sealed_contact.empty());
        EXPECT_NE(log_.text().find("delivery_refused"), std::string::npos) << log_.text();
        run_round(options_);
        EXPECT_EQ(notices_of(user).at(0).state, NoticeState::accepted)
            << notices_of(user).at(0).failure;
    }

    static std::string valid_address(std::string const& text) {
        auto address = mailable_address(text);
        EXPECT_TRUE(address) << text;
        return address.value_or("");
    }

    std::filesystem::path const postfix_folder_ = folder_.file("postfix");
    std::unique_ptr<ScriptProcess> postfix_;
    SmtpOptions options_;
    RecordingLog log_;
    DeliveryCounters counters_;
};

TEST_F(PostfixEmailTest, TakesMailFromAMachineUnderItsOwnName) {
    auto const user = add_terminal("hub_1");
    reset(user, {"ada@example.com", ""});
    run_round(options_);
    EXPECT_EQ(notices_of(user).at(0).state, NoticeState::accepted)
        << notices_of(user).at(0).failure;
}

TEST_F(PostfixEmailTest, LetsMailWaitForAGreetingThatItTakes) {
    auto wrong = options_;
    wrong.greeting = "badname";
    expect_kept(wrong,
                "the mail server does not accept mail from this service (recipient): 504 5.5.2");
}

TEST_F(PostfixEmailTest, LetsMailWaitForASenderThatItTakes) {
    auto wrong = options_;
    wrong.from = "rejected@example.com";
    expect_kept(wrong,
                "the mail server does not accept mail from this service (recipient): 553 5.7.1");
}

TEST_F(PostfixEmailTest, LetsMailWaitForARelay) {
    auto const user = add_terminal("hub_1");
    reset(user, {"ada@elsewhere.example", ""});
    run_round(options_);
    auto const kept = notices_of(user).at(0);
    EXPECT_EQ(kept.state, NoticeState::queued);
    EXPECT_EQ(kept.failure,
              "the mail server does not accept mail from this service (recipient): 554 5.7.1");
    EXPECT_FALSE(kept.sealed_contact.empty());
    EXPECT_EQ(counters_.snapshot().email.refusals.at("recipient"), 1U);
}

TEST_F(PostfixEmailTest, EndsMailToAMailboxThatIsNotThere) {
    auto const user = add_terminal("hub_1");
    reset(user, {"gone@example.com", ""});
    run_round(options_);
    auto const ended = notices_of(user).at(0);
    EXPECT_EQ(ended.state, NoticeState::failed);
    EXPECT_EQ(ended.failure, "rejected by the mail server: 550 5.1.1");
    EXPECT_TRUE(ended.sealed_contact.empty());
    EXPECT_TRUE(counters_.snapshot().email.refusals.empty());
}

TEST_F(PostfixEmailTest, TakesMailToUnusualAddresses) {
    options_.from_name = "Acme, Inc. <rooms>";
    int terminals = 0;
    for (std::string const address :
         {"it@b\u00FCcher.example", "a@\u4F1A\u8BAE.\u4E2D\u56FD", "a..b@docomo.ne.jp",
          R"("a b"@example.com)", R"("a@b"@example.com)"}) {
        auto const user = add_terminal("hub_" + std::to_string(++terminals));
        reset(user, {valid_address(address), ""});
        run_round(options_);
        auto const sent = notices_of(user).at(0);
        EXPECT_EQ(sent.state, NoticeState::accepted) << address << sent.failure;
    }
}

}  // namespace
}  // namespace roomkey
