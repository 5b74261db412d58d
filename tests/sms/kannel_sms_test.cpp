#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "delivery/message_text.hpp"
#include "delivery/sms/kannel_channel.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/http_sink.hpp"
#include "tests/fakes/kannel.hpp"
#include "tests/fakes/sample_message.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = SendOutcome::Kind;

std::string utf16_be(std::u16string_view text) {
    std::string bytes;
    for (char16_t const unit : text) {
        bytes += static_cast<char>(unit >> 8U);
        bytes += static_cast<char>(unit & 0xFFU);
    }
    return bytes;
}

/// One gateway for all tests, because it takes a moment to start.
class KannelSmsTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        kannel_ = std::make_unique<Kannel>();
        kannel_->start();
    }
    static void TearDownTestSuite() { kannel_.reset(); }

    KannelSmsTest() {
        options_.sendsms_url = kannel_->sendsms_url();
        options_.username = Kannel::username;
        options_.password = Secret(Kannel::password);
        options_.sender = "RoomKey";
        // Each test has a number of its own, by which it finds its messages.
        message_.contact = Secret("+86173000" + std::to_string(10'000 + ++count_));
        message_.corp_name = "Example";
        message_.created_at = clock_.now();
    }

    [[nodiscard]] SendOutcome send() const {
        return KannelChannel::open(options_, clock_).value()->send(message_);
    }
    /// What the SMS centre got for this test's number, which is `count` messages.
    [[nodiscard]] std::vector<SmscMessage> received(std::size_t count) const {
        std::vector<SmscMessage> own;
        for (std::size_t all = count; own.size() < count; ++all) {
            own.clear();
            auto const messages = kannel_->wait_for(all);
            for (auto const& message : messages) {
                if (message.to == message_.contact.reveal()) own.push_back(message);
            }
            if (messages.size() < all) break;
        }
        return own;
    }

    inline static std::unique_ptr<Kannel> kannel_;
    inline static int count_ = 0;
    FakeClock clock_;
    KannelOptions options_;
    OutgoingMessage message_ = sample_message(Channel::sms);
};

TEST_F(KannelSmsTest, DeliversEnglishInTheDefaultAlphabet) {
    message_.corp_name = "Société [€]";
    for (auto const method : {KannelMethod::post, KannelMethod::get}) {
        options_.method = method;
        auto const outcome = send();
        EXPECT_EQ(outcome.kind, Kind::accepted) << outcome.reason;
    }
    auto const messages = received(2);
    ASSERT_EQ(messages.size(), 2U);
    for (auto const& message : messages) {
        EXPECT_EQ(message.from, "RoomKey");
        EXPECT_FALSE(message.is_ucs2);
        EXPECT_EQ(message.bytes,
                  "Société [€]: activation code 123 4567 8901 for room terminal \"Room 101\", "
                  "valid until 25 Jan 2025 23:59 UTC. Do not share it.");
    }
}

TEST_F(KannelSmsTest, DeliversChineseInUcs2) {
    message_.language = Language::zh_cn;
    message_.corp_name = "示例公司";
    message_.terminal_name = "会议室😀";
    for (auto const method : {KannelMethod::post, KannelMethod::get}) {
        options_.method = method;
        EXPECT_EQ(send().kind, Kind::accepted);
    }
    auto const messages = received(2);
    ASSERT_EQ(messages.size(), 2U);
    for (auto const& message : messages) {
        EXPECT_TRUE(message.is_ucs2);
        EXPECT_EQ(message.bytes, utf16_be(u"【示例公司】会议室终端“会议室😀”激活码 123 4567 8901，"
                                          u"北京时间1月26日07:59前有效，请勿转发。"));
    }
}

TEST_F(KannelSmsTest, DeliversTheLongestTextsWholeInOneMessage) {
    message_.code = Secret("0123456789ABCDEF");
    std::vector<std::string> texts;
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        for (auto const* piece : {"会", "[", "W"}) {
            message_.language = language;
            message_.corp_name.clear();
            for (int i = 0; i < 255; ++i) message_.corp_name += piece;
            message_.terminal_name = message_.corp_name;
            texts.push_back(message_text(message_).body.reveal());
            EXPECT_EQ(send().kind, Kind::accepted);
        }
    }
    auto const messages = received(texts.size());
    ASSERT_EQ(messages.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (messages[i].is_ucs2) {
            // 140 octets are all that one message has.
            EXPECT_LE(messages[i].bytes.size(), 140U);
            EXPECT_GE(messages[i].bytes.size(), 138U);
        } else {
            EXPECT_EQ(messages[i].bytes, texts[i]);
        }
    }
}

TEST_F(KannelSmsTest, HearsOfTheDeliveryUnderTheNoticesToken) {
    HttpSink sink([](HttpSink::Request const&) { return HttpSink::reply(200); });
    auto const reports =
        DeliveryReports::open(sink.url("/sms/report"), Secret(std::string(32, 'k'))).value();
    options_.reports = reports;
    EXPECT_EQ(send().kind, Kind::accepted);

    // The SMS centre accepted it, the phone has it; in whatever order they are reported.
    auto const requests = sink.wait_for(2);
    ASSERT_EQ(requests.size(), 2U);
    std::vector<ReportState> statuses;
    for (auto const& request : requests) {
        EXPECT_TRUE(request.target.starts_with("/sms/report?"));
        auto const report = reports.read(request.target.substr(request.target.find('?') + 1));
        ASSERT_TRUE(report.ok()) << request.target;
        EXPECT_EQ(report->notice, message_.id);
        statuses.push_back(report->status);
    }
    EXPECT_THAT(statuses,
                ::testing::UnorderedElementsAre(ReportState::submitted, ReportState::delivered));
}

TEST_F(KannelSmsTest, KeepsTryingWithANumberThatTheGatewayHasNoRouteTo) {
    message_.contact = Secret("+99917300009092");

    auto const outcome = send();

    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.to_mend, "route");
    EXPECT_EQ(outcome.reason, "SMS gateway: has no route to this number (HTTP 403)");
}

TEST_F(KannelSmsTest, KeepsTryingWithBadCredentialsAndSaysSo) {
    options_.password = Secret("wrong");

    auto const outcome = send();

    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_THAT(outcome.reason, HasSubstr("rejects the user name or password"));
    EXPECT_THAT(outcome.reason, Not(HasSubstr("wrong")));
}

TEST_F(KannelSmsTest, KeepsTryingAtAnAddressThatTheGatewayDoesNotKnow) {
    options_.sendsms_url += "-old";

    EXPECT_EQ(send().kind, Kind::try_again);
}

TEST_F(KannelSmsTest, SendsFromSeveralThreadsAtOnce) {
    auto const channel = KannelChannel::open(options_, clock_).value();
    constexpr std::size_t threads = 4;
    constexpr std::size_t rounds = 25;
    {
        std::vector<std::jthread> senders;
        senders.reserve(threads);
        for (std::size_t i = 0; i < threads; ++i) {
            senders.emplace_back([&] {
                for (std::size_t round = 0; round < rounds; ++round) {
                    EXPECT_EQ(channel->send(message_).kind, Kind::accepted);
                }
            });
        }
    }
    EXPECT_EQ(received(threads * rounds).size(), threads * rounds);
}

TEST_F(KannelSmsTest, TriesAgainWhileTheGatewayIsDownAndDeliversWhenItIsUp) {
    auto const channel = KannelChannel::open(options_, clock_).value();
    EXPECT_EQ(channel->send(message_).kind, Kind::accepted);
    kannel_->stop();

    // The first attempt uses the earlier connection.
    for (int attempt = 0; attempt < 2; ++attempt) {
        EXPECT_EQ(channel->send(message_).kind, Kind::try_again);
    }
    kannel_->start();

    EXPECT_EQ(channel->send(message_).kind, Kind::accepted);
    auto const messages = received(1);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].bytes, message_text(message_).body.reveal());
}

}  // namespace
}  // namespace roomkey
