#include "delivery/outbox_worker.hpp"

#include <gtest/gtest.h>

#include <future>
#include <semaphore>

#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/scripted_channel.hpp"

namespace roomkey {
namespace {

class OutboxRoundTest : public OutboxFixture {
protected:
    int run_round(DeliveryChannel& channel) {
        OutboxRound round({claims_, settlements_, {channel, channel}, clock_, log_, counters_});
        return round.run({}).value();
    }

    RecordingLog log_;
    DeliveryCounters counters_;
    User user_ = add_terminal("hub_1");
    Contacts both_{"someone@example.com", "+8617300009092"};
};

TEST_F(OutboxRoundTest, DeliversEachNoticeOnceWithTheLiveCode) {
    auto const code = reset(user_, both_, Language::en_us);
    ScriptedChannel channel;
    EXPECT_EQ(run_round(channel), 2);
    EXPECT_EQ(run_round(channel), 0);
    auto const messages = channel.messages();
    ASSERT_EQ(messages.size(), 2U);
    for (auto const& message : messages) {
        EXPECT_EQ(message.code.reveal(), code.reveal());
        EXPECT_EQ(message.terminal_name, "Room 101");
        EXPECT_EQ(message.corp_name, "Example");
        EXPECT_EQ(message.language, Language::en_us);
    }
    for (auto const& notice : notices_of(user_)) {
        EXPECT_EQ(notice.state, NoticeState::accepted);
        EXPECT_TRUE(notice.sealed_contact.empty());
    }
    EXPECT_EQ(audit_of(user_).size(), 2U);
    EXPECT_EQ(counters_.snapshot().email.accepted, 1U);
    EXPECT_EQ(counters_.snapshot().sms.accepted, 1U);
}

TEST_F(OutboxRoundTest, DialsNoTrunkPrefix) {
    ContactRequest request;
    request.phone = "017300009092";
    for (auto const* country : {"chinaPR", ""}) {
        // A country is not needed with a plus sign.
        if (*country != '\0') request.country = country;
        auto const contacts = issue_.check(request);
        ASSERT_TRUE(contacts.ok());
        reset(user_, *contacts);
        ScriptedChannel channel;
        EXPECT_EQ(run_round(channel), 1);
        EXPECT_EQ(channel.messages().at(0).contact.reveal(), "+8617300009092");
        EXPECT_EQ(notices_of(user_).at(0).masked_contact, "+86173****9092");
        request = {};
        request.phone = "+86017300009092";
    }
}

TEST_F(OutboxRoundTest, NeverSendsASupersededCodeEvenBetweenClaimAndSend) {
    reset(user_, {"first@example.com", ""});
    User const other = add_terminal("hub_2");
    clock_.advance(Duration{1});
    reset(other, {"other@example.com", ""});
    bool is_first = true;
    ScriptedChannel channel([&](OutgoingMessage const&) {
        // The other account's code is replaced while its notice is claimed already.
        if (is_first) reset(other, {});
        is_first = false;
        return SendOutcome{};
    });
    run_round(channel);
    ASSERT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(channel.messages()[0].contact.reveal(), "first@example.com");
    EXPECT_EQ(notices_of(other).at(0).state, NoticeState::superseded);
}

TEST_F(OutboxRoundTest, TellsWhenAResetOvertookAMessageOnItsWay) {
    reset(user_, {"someone@example.com", ""});
    ScriptedChannel channel([&](OutgoingMessage const&) {
        reset(user_, {});
        return SendOutcome{};
    });
    run_round(channel);
    EXPECT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(notices_of(user_).front().state, NoticeState::superseded);
    EXPECT_NE(log_.text().find("notice_overtaken"), std::string::npos) << log_.text();
}

TEST_F(OutboxRoundTest, EndsARefusalAtOnceAndTriesAFailureAgainUntilTheCodeLapses) {
    reset(user_, both_);
    ScriptedChannel channel([](OutgoingMessage const& message) {
        bool const is_sms = message.channel == Channel::sms;
        return is_sms ? SendOutcome{SendOutcome::Kind::refused, "no such number"}
                      : SendOutcome{SendOutcome::Kind::try_again, "mailbox busy"};
    });
    run_round(channel);
    for (int day = 0; day < 30; ++day) {
        clock_.advance(std::chrono::hours{12});
        run_round(channel);
    }
    std::size_t sms = 0;
    OutgoingMessage const* email = nullptr;
    auto const messages = channel.messages();
    for (auto const& message : messages) {
        if (message.channel == Channel::sms) ++sms;
        if (message.channel == Channel::email && email != nullptr) {
            EXPECT_EQ(message.id, email->id) << "the message id has to stay the same";
        }
        if (message.channel == Channel::email) email = &message;
        EXPECT_LE(message.created_at, message.expires_at);
    }
    EXPECT_EQ(sms, 1U);
    EXPECT_GT(messages.size(), 3U);
    for (auto const& notice : notices_of(user_)) {
        EXPECT_EQ(notice.state, NoticeState::failed);
        EXPECT_NE(notice.failure, "");
    }
}

TEST_F(OutboxRoundTest, LeavesADeadWorkersNoticeToAnotherUnderTheSameId) {
    reset(user_, {"someone@example.com", ""});
    auto const claimed = claims_.run(10, std::chrono::minutes{1}).value();
    ASSERT_EQ(claimed.due.size(), 1U);
    ScriptedChannel channel;
    EXPECT_EQ(run_round(channel), 0);
    clock_.advance(std::chrono::minutes{1});
    EXPECT_EQ(run_round(channel), 1);
    ASSERT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(channel.messages()[0].id, claimed.due[0].notice.id);
}

TEST_F(OutboxRoundTest, IsNotStoppedByADamagedNotice) {
    reset(user_, {"someone@example.com", ""});
    add_damaged_notice(user_);
    ScriptedChannel channel;
    run_round(channel);
    EXPECT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(counters_.snapshot().email.failed["damaged"], 1U);
}

TEST_F(OutboxRoundTest, SendsNoSmsForAnEnterpriseThatSwitchedItOff) {
    allow_sms(false);
    reset(user_, both_);
    ScriptedChannel channel;
    run_round(channel);
    ASSERT_EQ(channel.messages().size(), 1U);
    EXPECT_EQ(channel.messages()[0].channel, Channel::email);
    EXPECT_EQ(counters_.snapshot().sms.failed["sms_off"], 1U);
}

TEST_F(OutboxRoundTest, WritesNoContactAndNoCodeToTheLog) {
    auto const code = reset(user_, both_);
    ScriptedChannel channel;
    run_round(channel);
    auto const lines = log_.text();
    ASSERT_FALSE(lines.empty());
    for (auto const& secret :
         {code.reveal(), std::string("someone@example.com"), std::string("17300009092")}) {
        EXPECT_EQ(lines.find(secret), std::string::npos) << secret;
    }
}

TEST_F(OutboxRoundTest, SaysOnceAnHourThatTheGuardPutsMessagesOff) {
    SendLimits limits;
    limits.email_per_address = 1;
    SendGuard const guard(hashes_, numbers_, limits);
    ClaimNotices const claims(*store_, clock_, sealer_, guard);
    ScriptedChannel channel;
    OutboxRound round({claims, settlements_, {channel, channel}, clock_, log_, counters_});
    for (int room = 0; room < 5; ++room) {
        reset(add_terminal("room" + std::to_string(room)), {"desk@example.com", ""});
    }
    auto const lines = [&] {
        auto const text = log_.text();
        int count = 0;
        for (auto at = text.find("notice_retried"); at != std::string::npos;
             at = text.find("notice_retried", at + 1)) {
            ++count;
        }
        return count;
    };
    EXPECT_EQ(round.run({}).value(), 5);
    EXPECT_EQ(lines(), 1);
    EXPECT_EQ(counters_.snapshot().email.retries, 4U);
    // The clock starts at a full hour.
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(round.run({}).value(), 4);
    EXPECT_EQ(lines(), 2);
    EXPECT_EQ(channel.messages().size(), 2U);
}

TEST_F(OutboxRoundTest, KeepsFurtherMessagesBackUntilTheWorkBetweenThemIsDone) {
    std::binary_semaphore is_sending(0);
    std::binary_semaphore may_end(0);
    ScriptedChannel channel([&](OutgoingMessage const&) {
        is_sending.release();
        may_end.acquire();
        return SendOutcome{};
    });
    reset(user_, {"someone@example.com", ""});
    OutboxWorker worker(claims_, settlements_, {channel, channel}, clock_, log_);
    ASSERT_TRUE(worker.start().ok());
    is_sending.acquire();
    auto between = std::async(std::launch::async, [&] {
        return worker.between_messages([&]() -> Status {
            EXPECT_EQ(notices_of(user_).at(0).state, NoticeState::accepted);
            reset(user_, {"someone@example.com", ""});
            worker.wake();
            EXPECT_FALSE(is_sending.try_acquire_for(std::chrono::milliseconds{20}));
            return Done{};
        });
    });
    EXPECT_EQ(between.wait_for(std::chrono::milliseconds{20}), std::future_status::timeout);
    may_end.release();
    EXPECT_TRUE(between.get().ok());
    is_sending.acquire();
    may_end.release();
}

TEST_F(OutboxRoundTest, IsRunByAWorkerThatWakesAndStops) {
    ScriptedChannel channel;
    OutboxOptions options;
    options.poll = std::chrono::hours{1};
    OutboxWorker worker(claims_, settlements_, {channel, channel}, clock_, log_, options);
    ASSERT_TRUE(worker.start().ok());
    reset(user_, both_);
    worker.wake();
    EXPECT_TRUE(channel.wait_for(2));
    worker.stop();
    EXPECT_EQ(worker.figures().email.accepted + worker.figures().sms.accepted, 2U);
    reset(user_, both_);
    worker.wake();
    EXPECT_EQ(channel.messages().size(), 2U);
}

}  // namespace
}  // namespace roomkey
