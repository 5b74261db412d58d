#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "delivery/email/smtp_channel.hpp"
#include "delivery/outbox_round.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Notes what the channel behind it is asked to send, when, and what it accepted.
class NotingChannel final : public DeliveryChannel {
public:
    struct Attempt {
        std::string code;
        SteadyTime begun_at;
        bool is_accepted = false;
    };

    explicit NotingChannel(DeliveryChannel& channel) : channel_(channel) {}

    SendOutcome send(OutgoingMessage const& message) override {
        auto const begun_at = std::chrono::steady_clock::now();
        auto outcome = channel_.send(message);
        std::lock_guard const lock(mutex_);
        attempts.push_back(
            {message.code.reveal(), begun_at, outcome.kind == SendOutcome::Kind::accepted});
        return outcome;
    }

    std::vector<Attempt> attempts;

private:
    DeliveryChannel& channel_;
    std::mutex mutex_;
};

class OutboxEmailTest : public OutboxFixture {
protected:
    static constexpr int accounts = 50;
    static constexpr int phases = 10;
    static constexpr int resets_a_phase = 100;
    /// Between the last look at the database and the first note of the channel.
    static constexpr std::chrono::milliseconds window{100};

    OutboxEmailTest() {
        for (int i = 0; i < accounts; ++i)
            users_.push_back(add_terminal("hub_" + std::to_string(i)));
        SmtpOptions options;
        options.url = "smtp://127.0.0.1:" + mail_.port();
        options.needs_starttls = false;
        options.from = "roomkey@example.com";
        smtp_.emplace(options, EmailTemplates{});
        channel_.emplace(*smtp_);
    }

    /// Rounds as a worker makes them; an hour passes between two, so that retries are due.
    int run_round() {
        OutboxRound round({claims_, settlements_, {*channel_, *channel_}, clock_, log_, counters_});
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
        if (!before.empty()) replaced_at_[before] = std::chrono::steady_clock::now();
    }

    int late_attempts() const {
        int late = 0;
        for (auto const& attempt : channel_->attempts) {
            auto const replaced = replaced_at_.find(attempt.code);
            if (replaced == replaced_at_.end()) continue;
            late += attempt.begun_at > replaced->second + window ? 1 : 0;
        }
        return late;
    }

    bool is_delivered(std::string const& code) const {
        return std::any_of(channel_->attempts.begin(), channel_->attempts.end(),
                           [&](auto const& each) { return each.is_accepted && each.code == code; });
    }

    // Nobody reads what it would print, and it would wait for that.
    MailServer mail_{{"--quiet"}};
    std::vector<User> users_;
    std::optional<SmtpChannel> smtp_;
    std::optional<NotingChannel> channel_;
    RecordingLog log_;
    DeliveryCounters counters_;
    std::map<std::string, std::string> live_;
    std::map<std::string, SteadyTime> replaced_at_;
};

TEST_F(OutboxEmailTest, DeliversEveryLiveCodeOfAThousandResetsThroughAFlappingServer) {
    for (int phase = 0; phase < phases; ++phase) {
        if (phase % 2 == 1) mail_.stop();
        std::jthread const worker([this](std::stop_token const& stop) {
            while (!stop.stop_requested()) run_round();
        });
        for (int i = 0; i < resets_a_phase; ++i) reset_once(phase * resets_a_phase + i);
        if (phase % 2 == 1) mail_.start();
    }
    while (run_round() > 0) continue;

    EXPECT_EQ(live_.size(), static_cast<std::size_t>(accounts));
    for (auto const& [account, code] : live_) EXPECT_TRUE(is_delivered(code)) << account;
    EXPECT_EQ(late_attempts(), 0);
    auto const figures = counters_.snapshot().email;
    std::cout << phases * resets_a_phase << " resets: " << figures.accepted << " accepted, "
              << figures.retries << " put off, " << figures.superseded << " superseded at a claim, "
              << late_attempts() << " sent too late\n";
    EXPECT_GT(figures.retries, 0U);
}

}  // namespace
}  // namespace roomkey
