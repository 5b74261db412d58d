#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/clock.hpp"
#include "delivery/message_text.hpp"
#include "delivery/sms/webhook_channel.hpp"
#include "tests/fakes/sample_message.hpp"

extern char** environ;

namespace roomkey {
namespace {

using Kind = SendOutcome::Kind;

constexpr char const* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char const* old_secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// webhook_receiver.py, which shares no code with what it checks.
class WebhookReceiver {
public:
    WebhookReceiver() {
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0) std::abort();
        std::array<std::string, 3> words{
            "python3", ROOMKEY_SOURCE_ROOT "/tests/sms/webhook_receiver.py", secret};
        std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        int const failure =
            ::posix_spawnp(&process_, "python3", &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(pipe[1]);
        if (failure != 0) std::abort();
        output_ = ::fdopen(pipe[0], "r");
        port_ = line();
    }
    ~WebhookReceiver() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        std::fclose(output_);
    }
    WebhookReceiver(WebhookReceiver const&) = delete;
    WebhookReceiver& operator=(WebhookReceiver const&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port_ + "/sms"; }
    /// The next line that it prints, without its end.
    std::string line() {
        std::array<char, 8192> buffer{};
        if (std::fgets(buffer.data(), buffer.size(), output_) == nullptr) return {};
        std::string text(buffer.data());
        if (text.ends_with('\n')) text.pop_back();
        return text;
    }

private:
    pid_t process_ = -1;
    std::FILE* output_ = nullptr;
    std::string port_;
};

class WebhookSmsTest : public ::testing::Test {
protected:
    WebhookSmsTest() { message_.terminal_name = "会议室😀\"1\""; }
    SendOutcome send(std::vector<Secret> const& secrets) {
        WebhookOptions options;
        options.url = receiver_.url();
        options.secrets = secrets;
        return WebhookChannel::open(options, clock_).value()->send(message_);
    }

    SystemClock clock_;
    OutgoingMessage message_ = sample_message(Channel::sms, Language::zh_cn);
    WebhookReceiver receiver_;
};

TEST_F(WebhookSmsTest, IsAcceptedByAnIndependentReceiver) {
    EXPECT_EQ(send({Secret(secret)}).kind, Kind::accepted);

    auto const line = boost::json::parse(receiver_.line()).as_object();
    EXPECT_TRUE(line.at("good").as_bool());
    EXPECT_EQ(line.at("path").as_string(), "/sms");
    EXPECT_EQ(line.at("id").as_string(), message_.id.value);
    auto const& data = line.at("body").as_object().at("data").as_object();
    EXPECT_EQ(data.at("to").as_string(), "+8617312349092");
    EXPECT_EQ(data.at("text").as_string(), message_text(message_).body.reveal());
}

TEST_F(WebhookSmsTest, IsAcceptedWhileTheReceiverKnowsOneOfTheSecrets) {
    EXPECT_EQ(send({Secret(old_secret), Secret(secret)}).kind, Kind::accepted);
    EXPECT_EQ(send({Secret(secret), Secret(old_secret)}).kind, Kind::accepted);
}

TEST_F(WebhookSmsTest, KeepsTryingWithASecretThatTheReceiverDoesNotKnow) {
    auto const outcome = send({Secret(old_secret)});

    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason,
              "SMS webhook: rejects the signature; check the configuration "
              "(HTTP 401)");
    EXPECT_FALSE(boost::json::parse(receiver_.line()).as_object().at("good").as_bool());
}

}  // namespace
}  // namespace roomkey
