#include "delivery/outbox_round.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/scripted_channel.hpp"

// What keeps one message, one channel or one failing database from spoiling the others' delivery.
namespace roomkey {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = SendOutcome::Kind;

class OutboxGuardsTest : public OutboxFixture {
protected:
    OutboxRound round_over(ScriptedChannel& channel) {
        return OutboxRound({claims_, settlements_, {channel, channel}, clock_, log_, counters_});
    }
    /// Terminals of their own, each with a text message that is due, in this order.
    void queue_texts(int count) {
        for (int i = 0; i < count; ++i) {
            users_.push_back(add_terminal("hub_" + std::to_string(users_.size())));
            reset(users_.back(), {"", "+8617300009092"});
            clock_.advance(Duration{1});
        }
    }
    void queue_mail() {
        users_.push_back(add_terminal("hub_" + std::to_string(users_.size())));
        reset(users_.back(), {"someone@example.com", ""});
        clock_.advance(Duration{1});
    }
    Notice notice(std::size_t user) { return notices_of(users_.at(user)).front(); }

    std::vector<User> users_;
    RecordingLog log_;
    DeliveryCounters counters_;
};

TEST_F(OutboxGuardsTest, GoesOnAfterAChannelThatThrows) {
    queue_texts(2);
    bool is_first = true;
    ScriptedChannel channel([&](OutgoingMessage const&) {
        if (std::exchange(is_first, false)) throw std::runtime_error("a bug");
        return SendOutcome{};
    });
    auto round = round_over(channel);

    EXPECT_EQ(round.run({}).value(), 2);

    EXPECT_EQ(notice(0).state, NoticeState::queued);
    EXPECT_EQ(notice(0).failure, "internal error in the channel");
    EXPECT_EQ(notice(1).state, NoticeState::accepted);
    EXPECT_NE(log_.text().find("channel_threw"), std::string::npos) << log_.text();
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(round.run({}).value(), 1);
    EXPECT_EQ(notice(0).state, NoticeState::accepted);
}

TEST_F(OutboxGuardsTest, KeepsWhatIsRefusedForOurSakeAndSaysSoOnce) {
    queue_texts(3);
    bool is_mended = false;
    ScriptedChannel channel([&](OutgoingMessage const&) {
        return is_mended ? SendOutcome{} : SendOutcome{Kind::try_again, "no relay", "recipient"};
    });
    auto round = round_over(channel);

    EXPECT_EQ(round.run({}).value(), 3);

    EXPECT_EQ(counters_.snapshot().sms.refusals.at("recipient"), 3U);
    auto const text = log_.text();
    auto const first = text.find("delivery_refused");
    ASSERT_NE(first, std::string::npos) << text;
    EXPECT_EQ(text.find("delivery_refused", first + 1), std::string::npos) << text;
    is_mended = true;
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(round.run({}).value(), 3);
    for (std::size_t user = 0; user < 3; ++user) {
        EXPECT_EQ(notice(user).state, NoticeState::accepted);
    }
}

/// A channel whose text messages fail after `takes`, and whose mail goes out.
class HangingTexts {
public:
    HangingTexts(FakeClock& clock, Duration takes, Kind kind = Kind::try_again)
        : clock_(clock), takes_(takes), kind_(kind) {}
    SendOutcome operator()(OutgoingMessage const& message) const {
        if (message.channel == Channel::email) return {};
        clock_.advance(takes_);
        return {kind_, "does not respond"};
    }

private:
    FakeClock& clock_;
    Duration takes_;
    Kind kind_;
};

TEST_F(OutboxGuardsTest, LetsAChannelThatHangsRestAndTheOtherGoOn) {
    queue_texts(3);
    queue_mail();
    ScriptedChannel channel{HangingTexts(clock_, seconds{5})};
    auto round = round_over(channel);

    EXPECT_EQ(round.run({}).value(), 4);

    auto const messages = channel.messages();
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].channel, Channel::sms);
    EXPECT_EQ(messages[1].channel, Channel::email);
    EXPECT_EQ(notice(0).attempts, 1);
    auto const rested_at = clock_.now() + seconds{30};
    for (std::size_t const put_off : {1U, 2U}) {
        EXPECT_EQ(notice(put_off).state, NoticeState::queued);
        EXPECT_EQ(notice(put_off).attempts, 0);
        EXPECT_EQ(notice(put_off).next_attempt_at, rested_at);
    }
    // A text message that arrives meanwhile waits, too, but no longer than the rest.
    queue_texts(1);
    clock_.set(rested_at - milliseconds{1});
    EXPECT_GE(round.run({}).value(), 1);
    EXPECT_EQ(channel.messages().size(), 2U);
    clock_.set(rested_at);
    EXPECT_GE(round.run({}).value(), 1);
    EXPECT_EQ(channel.messages().size(), 3U);
}

TEST_F(OutboxGuardsTest, LetsAChannelRestThatTakesMessagesAndDoesNotAnswer) {
    queue_texts(2);
    ScriptedChannel channel{HangingTexts(clock_, seconds{5}, Kind::unanswered)};
    auto round = round_over(channel);
    EXPECT_EQ(round.run({}).value(), 2);
    EXPECT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(notice(0).doubtful_attempts, 1);
    EXPECT_EQ(notice(1).attempts, 0);
}

TEST_F(OutboxGuardsTest, LetsNoChannelRestForAsLongAsTheClockWasAhead) {
    queue_texts(2);
    ScriptedChannel channel{HangingTexts(clock_, seconds{5})};
    auto round = round_over(channel);
    EXPECT_EQ(round.run({}).value(), 2);
    EXPECT_EQ(channel.messages().size(), 1U);
    clock_.advance(-std::chrono::days{100});
    EXPECT_EQ(round.run({}).value(), 2);
    EXPECT_EQ(channel.messages().size(), 2U);
}

TEST_F(OutboxGuardsTest, LetsNoChannelRestAfterAFailureThatCameSoon) {
    queue_texts(3);
    ScriptedChannel channel{HangingTexts(clock_, seconds{5} - milliseconds{1})};
    auto round = round_over(channel);
    EXPECT_EQ(round.run({}).value(), 3);
    EXPECT_EQ(channel.messages().size(), 3U);
}

TEST_F(OutboxGuardsTest, SendsNothingTwiceWhenTheDatabaseFailsAfterTheSend) {
    queue_texts(2);
    bool is_first = true;
    ScriptedChannel channel([&](OutgoingMessage const&) {
        if (std::exchange(is_first, false)) fail_changes(true);
        return SendOutcome{};
    });
    auto round = round_over(channel);

    EXPECT_FALSE(round.run({}).ok());
    // The database fails: the other message is not begun, and returns when its lease expires.
    EXPECT_EQ(channel.messages().size(), 1U);
    EXPECT_FALSE(round.run({}).ok());
    fail_changes(false);
    EXPECT_EQ(round.run({}).value(), 0);
    EXPECT_EQ(notice(0).state, NoticeState::accepted);
    clock_.advance(2 * send_time_max);
    EXPECT_EQ(round.run({}).value(), 1);
    EXPECT_EQ(notice(1).state, NoticeState::accepted);
    EXPECT_EQ(channel.messages().size(), 2U);
    EXPECT_EQ(counters_.snapshot().sms.accepted, 2U);
}

TEST_F(OutboxGuardsTest, GivesTheRestOfABatchBackWhenItIsStopped) {
    queue_texts(3);
    std::stop_source stop;
    ScriptedChannel channel([&](OutgoingMessage const&) {
        stop.request_stop();
        return SendOutcome{};
    });
    EXPECT_EQ(round_over(channel).run(stop.get_token()).value(), 3);

    EXPECT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(notice(0).state, NoticeState::accepted);
    for (std::size_t const left : {1U, 2U}) {
        EXPECT_EQ(notice(left).state, NoticeState::queued);
        EXPECT_EQ(notice(left).attempts, 0);
    }
    // Another worker need not wait for the lease.
    EXPECT_EQ(round_over(channel).run({}).value(), 2);
    EXPECT_EQ(channel.messages().size(), 3U);
}

TEST_F(OutboxGuardsTest, BeginsNoMessageThatTheLeaseMayNotOutlast) {
    queue_texts(3);
    ScriptedChannel channel([&](OutgoingMessage const& message) {
        // The first leaves exactly enough of the lease for another, the second does not.
        bool const is_first = message.id == notice(0).id;
        clock_.advance(is_first ? send_time_max : Duration{1});
        return SendOutcome{};
    });
    EXPECT_EQ(round_over(channel).run({}).value(), 3);
    EXPECT_EQ(channel.messages().size(), 2U);
    EXPECT_EQ(notice(2).state, NoticeState::queued);
    EXPECT_EQ(notice(2).attempts, 0);
    EXPECT_EQ(round_over(channel).run({}).value(), 1);
    EXPECT_EQ(channel.messages().size(), 3U);
}

}  // namespace
}  // namespace roomkey
