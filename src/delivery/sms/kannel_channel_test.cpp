#include "delivery/sms/kannel_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "delivery/message_text.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/http_sink.hpp"
#include "tests/fakes/sample_message.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = SendOutcome::Kind;

/// Against a gateway that answers what the test wants; tests/sms has the real one.
class KannelChannelTest : public ::testing::Test {
protected:
    KannelChannelTest() { message_.expires_at = clock_.now() + std::chrono::days{1}; }
    void answer_with(HttpSink::Script script, Duration total_max = std::chrono::seconds{20}) {
        sink_ = std::make_unique<HttpSink>(std::move(script));
        KannelOptions options;
        options.sendsms_url = sink_->url("/cgi-bin/sendsms");
        options.username = "roomkey";
        options.password = Secret("s3cret");
        options.total_max = total_max;
        channel_ = KannelChannel::open(options, clock_).value();
    }
    void answer_with(int status, std::string const& body) {
        answer_with([=](HttpSink::Request const&) { return HttpSink::reply(status, body); });
    }
    SendOutcome send() { return channel_->send(message_); }

    FakeClock clock_;
    OutgoingMessage message_ = sample_message(Channel::sms, Language::zh_cn);
    std::unique_ptr<HttpSink> sink_;
    std::unique_ptr<KannelChannel> channel_;
};

TEST_F(KannelChannelTest, HandsOverTextAndNumber) {
    answer_with(202, "0: Accepted for delivery");

    auto const outcome = send();

    EXPECT_EQ(outcome.kind, Kind::accepted);
    EXPECT_EQ(outcome.reason, "");
    auto const request = sink_->requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/cgi-bin/sendsms");
    EXPECT_EQ(request.header("X-Kannel-To"), "+8617312349092");
    EXPECT_EQ(request.header("X-Kannel-Coding"), "2");
    EXPECT_EQ(request.header("User-Agent"), "roomkey/" ROOMKEY_VERSION);
    EXPECT_EQ(request.body, message_text(message_).body.reveal());
}

TEST_F(KannelChannelTest, RefusesWhatIsNotANumberWithoutAsking) {
    answer_with(202, "0: Accepted for delivery");
    for (auto const* contact : {"17312349092", "+8617312349092 +8617312349093", "example", ""}) {
        message_.contact = Secret(contact);
        EXPECT_EQ(send().kind, Kind::refused);
    }
    EXPECT_TRUE(sink_->requests().empty());
}

TEST_F(KannelChannelTest, TriesAgainAfterATemporaryFailure) {
    answer_with(503, "Temporal failure, try again later.");

    auto const outcome = send();

    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "SMS gateway: temporary failure (HTTP 503)");
}

TEST_F(KannelChannelTest, SaysThatTheGatewayMayHaveTakenWhatItDidNotAnswer) {
    answer_with(
        [](HttpSink::Request const&) {
            return HttpSink::Reply{"HTTP/1.1 2", HttpSink::Then::hang};
        },
        std::chrono::milliseconds{200});

    auto const outcome = send();

    EXPECT_EQ(outcome.kind, Kind::unanswered);
    EXPECT_EQ(outcome.reason,
              "SMS gateway: took the request and did not answer; the message may have arrived "
              "(Timeout was reached)");
    answer_with(504, "");
    EXPECT_EQ(send().kind, Kind::unanswered);
}

TEST_F(KannelChannelTest, TakesAnAnswerThatBreaksOffForNone) {
    auto const whole = HttpSink::reply(202, "0: Accepted for delivery").bytes;
    // Before the answer, in its status line, in its body.
    for (auto const size : {std::size_t{0}, std::size_t{7}, whole.size() - 5}) {
        answer_with([&](HttpSink::Request const&) {
            return HttpSink::Reply{whole.substr(0, size), HttpSink::Then::close};
        });
        EXPECT_EQ(send().kind, Kind::unanswered) << size;
    }
}

TEST_F(KannelChannelTest, TakesAStatusLineAtItsWord) {
    // Another attempt would send a message again that the gateway already has.
    answer_with([](HttpSink::Request const&) {
        return HttpSink::Reply{"HTTP/1.1 202 Accepted\r\nConte", HttpSink::Then::close};
    });
    EXPECT_EQ(send().kind, Kind::accepted);
}

TEST_F(KannelChannelTest, TriesAgainUntilTheGatewayIsUp) {
    answer_with(202, "0: Accepted for delivery");
    int const port = sink_->port();
    sink_.reset();

    auto const outcome = send();
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_THAT(outcome.reason, HasSubstr("connect"));

    HttpSink const again([](HttpSink::Request const&) { return HttpSink::reply(202); }, port);
    EXPECT_EQ(send().kind, Kind::accepted);
}

TEST_F(KannelChannelTest, TellsNoSecretInAReason) {
    for (int const status : {200, 400, 403, 404, 500}) {
        answer_with(status, "s3cret 12345678901 123 4567 8901 +8617312349092");
        auto const reason = send().reason;
        EXPECT_NE(reason, "");
        for (auto const* secret : {"s3cret", "8901", "9092"}) {
            EXPECT_THAT(reason, Not(HasSubstr(secret)));
        }
    }
}

TEST_F(KannelChannelTest, RefusesOptionsThatCannotWork) {
    EXPECT_FALSE(KannelChannel::open({}, clock_).ok());
}

}  // namespace
}  // namespace roomkey
