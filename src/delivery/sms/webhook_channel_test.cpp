#include "delivery/sms/webhook_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>
#include <utility>

#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/http_sink.hpp"
#include "tests/fakes/sample_message.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = SendOutcome::Kind;

constexpr char const* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char const* next_secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

class WebhookChannelTest : public ::testing::Test {
protected:
    WebhookChannelTest() {
        message_.corp_name = "Example \"A\"";
        message_.created_at += std::chrono::milliseconds{7};
    }
    void answer_with(HttpSink::Script script) {
        sink_ = std::make_unique<HttpSink>(std::move(script));
        WebhookOptions options;
        options.url = sink_->url("/sms?tenant=1");
        options.secrets = {Secret(secret), Secret(next_secret)};
        options.total_max = std::chrono::milliseconds{500};
        channel_ = WebhookChannel::open(options, clock_).value();
    }
    void answer_with(int status) {
        answer_with([=](HttpSink::Request const&) { return HttpSink::reply(status); });
    }

    FakeClock clock_;
    OutgoingMessage message_ = sample_message(Channel::sms);
    std::unique_ptr<HttpSink> sink_;
    std::unique_ptr<WebhookChannel> channel_;
};

TEST_F(WebhookChannelTest, SaysAllInItsBody) {
    EXPECT_EQ(webhook_body(message_).reveal(),
              R"({"type":"sms.send","timestamp":"2025-01-15T08:00:00.007Z","data":{)"
              R"("id":"0123456789abcdef0123456789abcdef","to":"+8617312349092","text":)"
              R"("Example \"A\": activation code 123 4567 8901 for room terminal )"
              R"(\"Room 101\", valid until 25 Jan 2025 23:59 UTC. Do not share it.",)"
              R"("language":"en-US","expireTime":1737849599999,"enterprise":"Example \"A\"",)"
              R"("terminal":"Room 101","account":")" +
                  message_.account + R"(","code":"12345678901"}})");
    message_.has_password = true;
    EXPECT_EQ(webhook_body(message_).reveal().find("\"code\""), std::string::npos);
}

TEST_F(WebhookChannelTest, PostsWithTheHeadersOfStandardWebhooks) {
    answer_with(204);

    EXPECT_EQ(channel_->send(message_).kind, Kind::accepted);

    auto const request = sink_->requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/sms?tenant=1");
    EXPECT_EQ(request.header("Content-Type"), "application/json");
    EXPECT_EQ(request.header("User-Agent"), "roomkey/" ROOMKEY_VERSION);
    EXPECT_EQ(request.header("webhook-id"), message_.id.value);
    EXPECT_EQ(request.header("webhook-timestamp"), std::to_string(unix_seconds(clock_.now())));
    auto const signer = WebhookSigner::open({Secret(secret), Secret(next_secret)}).value();
    EXPECT_EQ(request.header("webhook-signature"),
              signer.sign(message_.id.value, clock_.now(), request.body));
}

TEST_F(WebhookChannelTest, SignsEachAttemptAgainUnderTheSameId) {
    answer_with(500);
    channel_->send(message_);
    clock_.advance(std::chrono::hours{1});
    channel_->send(message_);

    auto const requests = sink_->requests();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0].header("webhook-id"), requests[1].header("webhook-id"));
    EXPECT_EQ(requests[0].body, requests[1].body);
    EXPECT_NE(requests[0].header("webhook-timestamp"), requests[1].header("webhook-timestamp"));
    EXPECT_NE(requests[0].header("webhook-signature"), requests[1].header("webhook-signature"));
}

TEST_F(WebhookChannelTest, TellsAReceiverThatHangsOrDropsFromOneThatIsDown) {
    answer_with([](HttpSink::Request const&) { return HttpSink::Reply{"", HttpSink::Then::hang}; });
    auto const hung = channel_->send(message_);
    EXPECT_EQ(hung.kind, Kind::unanswered);
    EXPECT_EQ(hung.reason,
              "SMS webhook: took the request and did not answer; the message may have arrived "
              "(Timeout was reached)");
    answer_with([](HttpSink::Request const&) {
        return HttpSink::Reply{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                               HttpSink::Then::close};
    });
    EXPECT_EQ(channel_->send(message_).kind, Kind::unanswered);
    sink_.reset();
    EXPECT_EQ(channel_->send(message_).kind, Kind::try_again);
}

TEST_F(WebhookChannelTest, TellsNoSecretInAReason) {
    for (int const status : {302, 400, 401, 410, 429, 500}) {
        answer_with(status);
        auto const reason = channel_->send(message_).reason;
        EXPECT_THAT(reason, HasSubstr("HTTP " + std::to_string(status)));
        EXPECT_THAT(reason, Not(HasSubstr("8901")));
        EXPECT_THAT(reason, Not(HasSubstr("9092")));
    }
}

TEST(WebhookOutcome, FollowsTheStatus) {
    for (int const status : {200, 201, 202, 204, 299}) {
        EXPECT_EQ(webhook_outcome(status).kind, Kind::accepted) << status;
    }
    for (int const status : {400, 422}) {
        EXPECT_EQ(webhook_outcome(status).kind, Kind::refused) << status;
    }
    for (auto const& [status, to_mend] : std::initializer_list<std::pair<int, char const*>>{
             {301, "answer"},  {304, "answer"},  {401, "sign_in"}, {402, "answer"},
             {403, "sign_in"}, {404, "address"}, {405, "address"}, {407, "sign_in"},
             {408, ""},        {409, "answer"},  {410, "address"}, {413, "answer"},
             {415, "answer"},  {421, "answer"},  {423, "answer"},  {425, ""},
             {429, ""},        {500, ""},        {502, ""},        {503, ""}}) {
        EXPECT_EQ(webhook_outcome(status).kind, Kind::try_again) << status;
        EXPECT_EQ(webhook_outcome(status).to_mend, to_mend) << status;
    }
}

TEST(WebhookOptions, AreRefusedWhereTheyCannotWork) {
    FakeClock const clock;
    WebhookOptions options;
    options.url = "sms.example";
    options.secrets = {Secret(secret)};
    EXPECT_EQ(WebhookChannel::open(options, clock).error().field, "url");
    options.url = "https://sms.example/in";
    options.total_max = Duration{0};
    EXPECT_EQ(WebhookChannel::open(options, clock).error().field, "total_max");
    options.total_max = Duration{1000};
    options.secrets.clear();
    EXPECT_EQ(WebhookChannel::open(options, clock).error().field, "secrets");
}

}  // namespace
}  // namespace roomkey
