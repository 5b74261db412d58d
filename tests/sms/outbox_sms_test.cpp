#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "delivery/message_text.hpp"
#include "delivery/outbox_round.hpp"
#include "delivery/sms/kannel_channel.hpp"
#include "tests/fakes/kannel.hpp"
#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// The outbox with real Kannel, which is down at first.
class OutboxSmsTest : public OutboxFixture {
protected:
    OutboxSmsTest() {
        KannelOptions options;
        options.sendsms_url = kannel_.sendsms_url();
        options.username = Kannel::username;
        options.password = Secret(Kannel::password);
        options.sender = "RoomKey";
        channel_ = KannelChannel::open(options, clock_).value();
    }
    void run_round() {
        OutboxRound round({claims_, settlements_, {*channel_, *channel_}, clock_, log_, counters_});
        EXPECT_TRUE(round.run({}).ok());
    }

    Kannel kannel_;
    std::unique_ptr<KannelChannel> channel_;
    RecordingLog log_;
    DeliveryCounters counters_;
    User user_ = add_terminal("hub_1");
};

TEST_F(OutboxSmsTest, DeliversTheLastCodeAloneOnceTheGatewayIsUp) {
    auto const first = reset(user_, {"", "+8617300009092"});
    run_round();
    auto const waiting = notices_of(user_).at(0);
    EXPECT_EQ(waiting.state, NoticeState::queued);
    EXPECT_EQ(waiting.attempts, 1);
    EXPECT_THAT(waiting.failure, HasSubstr("SMS gateway: "));
    auto const second = reset(user_, {"", "+8617300009092"}, Language::en_us);

    kannel_.start();
    clock_.advance(std::chrono::hours{1});
    run_round();

    auto const messages = kannel_.wait_for(1);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].to, "+8617300009092");
    EXPECT_THAT(messages[0].bytes, HasSubstr(grouped_code(second.reveal())));
    EXPECT_EQ(notices_of(user_).at(0).state, NoticeState::accepted);
    for (auto const& secret : {first, second}) {
        EXPECT_THAT(log_.text(), Not(HasSubstr(secret.reveal())));
    }
    EXPECT_THAT(log_.text(), Not(HasSubstr(Kannel::password)));
}

TEST_F(OutboxSmsTest, ShowsWhyANumberGetsNothing) {
    kannel_.start();
    reset(user_, {"", "+99917300009092"});
    run_round();

    auto const notice = notices_of(user_).at(0);
    EXPECT_EQ(notice.state, NoticeState::queued);
    EXPECT_EQ(notice.failure, "SMS gateway: has no route to this number (HTTP 403)");
    EXPECT_EQ(counters_.snapshot().sms.refusals["route"], 1U);
    EXPECT_THAT(log_.text(), HasSubstr("delivery_refused"));
}

}  // namespace
}  // namespace roomkey
