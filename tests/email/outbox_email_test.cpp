#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "delivery/email/smtp_channel.hpp"
#include "delivery/outbox_round.hpp"
#include "delivery/outbox_worker.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

/// Puts everything that happens into one order: queries of the database and acknowledged resets.
class Order {
public:
    int next() { return ++last_; }

private:
    std::atomic<int> last_{0};
};

/// Asked for the time before each query, it notes the query's place in the order.
class LookClock final : public Clock {
public:
    LookClock(Clock const& clock, Order& order) : clock_(clock), order_(order) {}
    [[nodiscard]] Instant now() const override {
        last_look_ = order_.next();
        return clock_.now();
    }
    [[nodiscard]] int last_look() const { return last_look_; }

private:
    Clock const& clock_;
    Order& order_;
    mutable std::atomic<int> last_look_{0};
};

/// Notes what the channel behind it is asked to send, after which query, and what it accepted.
class NotingChannel final : public DeliveryChannel {
public:
    struct Attempt {
        std::string code;
        int look = 0;
        bool is_accepted = false;
    };

    NotingChannel(DeliveryChannel& channel, LookClock const& looks)
        : channel_(channel), looks_(looks) {}

    SendOutcome send(OutgoingMessage const& message) override {
        // One worker: its last query was for this very message.
        auto const look = looks_.last_look();
        auto outcome = channel_.send(message);
        attempts.push_back(
            {message.code.reveal(), look, outcome.kind == SendOutcome::Kind::accepted});
        return outcome;
    }

    std::vector<Attempt> attempts;

private:
    DeliveryChannel& channel_;
    LookClock const& looks_;
};

class OutboxEmailTest : public OutboxFixture {
protected:
    static constexpr int accounts = 50;
    static constexpr int phases = 10;
    static constexpr int resets_a_phase = 100;

    OutboxEmailTest() {
        SmtpOptions options;
        options.url = "smtp://127.0.0.1:" + mail_.port();
        options.needs_starttls = false;
        options.from = "roomkey@example.com";
        smtp_.emplace(options, EmailTemplates{});
        channel_.emplace(*smtp_, looks_);
    }

    /// Rounds as a worker makes them; an hour passes between two, so that retries are due.
    int run_round() {
        OutboxRound round(
            {claims_, noted_settlements_, {*channel_, *channel_}, clock_, log_, counters_});
        auto const claimed = round.run({});
        EXPECT_TRUE(claimed.ok());
        clock_.advance(std::chrono::hours{1});
        return claimed.ok() ? *claimed : 0;
    }

    void reset_once(int number) {
        auto const& user = users_.at(static_cast<std::size_t>(number % accounts));
        auto& live = live_[user.account];
        auto const before = live;
        live = reset(user, {"ada@example.com", ""}).reveal();
        if (!before.empty()) replaced_at_[before] = order_.next();
    }

    /// Messages of codes whose replacement had been answered before the last query for them began.
    int late_attempts() const {
        int late = 0;
        for (auto const& attempt : channel_->attempts) {
            auto const replaced = replaced_at_.find(attempt.code);
            late += replaced != replaced_at_.end() && replaced->second < attempt.look ? 1 : 0;
        }
        return late;
    }

    /// The codes in the messages that the mail server accepted, by its own account.
    std::multiset<std::string> received_codes() const {
        std::ifstream file(received_);
        std::multiset<std::string> codes;
        for (std::string line; std::getline(file, line);) codes.insert(line);
        return codes;
    }

    std::string const received_ = folder_.file("received");
    // Nobody reads what it would print, and it would wait for that.
    MailServer mail_{{"--quiet", "--log", received_}};
    Order order_;
    LookClock looks_{clock_, order_};
    SettleNotice noted_settlements_{*store_, looks_, randomness_};
    std::vector<User> users_;
    std::optional<SmtpChannel> smtp_;
    std::optional<NotingChannel> channel_;
    RecordingLog log_;
    DeliveryCounters counters_;
    std::map<std::string, std::string> live_;
    std::map<std::string, int> replaced_at_;
};

TEST_F(OutboxEmailTest, DeliversEveryLiveCodeOfAThousandResetsThroughAFlappingServer) {
    for (int i = 0; i < accounts; ++i) users_.push_back(add_terminal("hub_" + std::to_string(i)));
    for (int phase = 0; phase < phases; ++phase) {
        if (phase % 2 == 1) mail_.stop();
        std::jthread const worker([this](std::stop_token const& stop) {
            while (!stop.stop_requested()) run_round();
        });
        for (int i = 0; i < resets_a_phase; ++i) reset_once(phase * resets_a_phase + i);
        if (phase % 2 == 1) mail_.start();
    }
    while (run_round() > 0) continue;

    auto const received = received_codes();
    EXPECT_EQ(live_.size(), static_cast<std::size_t>(accounts));
    for (auto const& [account, code] : live_) EXPECT_TRUE(received.contains(code)) << account;
    EXPECT_EQ(late_attempts(), 0);
    std::multiset<std::string> attempted;
    for (auto const& attempt : channel_->attempts) {
        attempted.insert(attempt.code);
        EXPECT_TRUE(received.contains(attempt.code) || !attempt.is_accepted) << attempt.code;
    }
    // What the server has is what was sent, and it was not sent more often.
    EXPECT_TRUE(
        std::includes(attempted.begin(), attempted.end(), received.begin(), received.end()));
    auto const figures = counters_.snapshot().email;
    std::cout << phases * resets_a_phase << " resets: " << received.size()
              << " messages at the mail server, " << figures.accepted << " accepted, "
              << figures.retries << " postponed, " << figures.superseded
              << " superseded at a claim, " << late_attempts() << " sent too late\n";
    EXPECT_GT(figures.retries, 0U);
}

TEST_F(OutboxEmailTest, StopsWithinItsGraceWhileTheServerHangs) {
    MailServer mute;
    SmtpOptions smtp_options;
    smtp_options.url = "smtp://127.0.0.1:" + mute.port();
    smtp_options.needs_starttls = false;
    smtp_options.from = "roomkey@example.com";
    SmtpChannel channel(smtp_options, {});
    auto const user = add_terminal("hub");
    reset(user, {"mute@example.com", ""});
    OutboxOptions options;
    options.poll = std::chrono::hours{1};
    OutboxWorker worker(claims_, settlements_, {channel, channel}, clock_, log_, options);
    ASSERT_TRUE(worker.start().ok());
    // The server has all of it, and never responds.
    ASSERT_FALSE(mute.message().empty());

    worker.stop(std::chrono::milliseconds{10});

    // Not because the channel had waited long enough: it was asked to.
    auto const notice = notices_of(user).front();
    EXPECT_EQ(notice.state, NoticeState::queued);
    EXPECT_TRUE(notice.failure.starts_with("stopped ")) << notice.failure;
}

}  // namespace
}  // namespace roomkey
