#include "delivery/email/smtp_channel.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <initializer_list>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "delivery/email/qr_png.hpp"
#include "net/tls_context.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/sample_message.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using Kind = SendOutcome::Kind;
using boost::json::object;

class SmtpChannelTest : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(ensure_self_signed(certificate_, key_, "127.0.0.1").ok()); }

    /// Flags of a server with our certificate.
    std::vector<std::string> with_tls(char const* mode) const {
        return {"--mode", mode, "--certificate", certificate_.string(), "--key", key_.string()};
    }

    SmtpOptions options(MailServer const& server, char const* scheme = "smtp") const {
        SmtpOptions options;
        options.url = std::string(scheme) + "://127.0.0.1:" + server.port();
        options.needs_starttls = false;
        options.from = "roomkey@example.com";
        options.from_name = "会议室 service";
        options.ca_file = certificate_.string();
        options.total_max = std::chrono::seconds{10};
        return options;
    }

    static OutgoingMessage message(std::string const& to, Language language = Language::en_us) {
        auto message = sample_message(Channel::email, language);
        message.contact = Secret(to);
        message.corp_name = "示例公司 & Sons";
        message.terminal_name = "Board <room>";
        message.account = "hub_1";
        message.created_at = from_unix_milliseconds(1'763'951'400'000);
        message.expires_at = message.created_at + std::chrono::days{10};
        return message;
    }

    static SendOutcome send(SmtpOptions options, OutgoingMessage const& message) {
        return SmtpChannel(std::move(options), {}).send(message);
    }

    TemporaryFolder folder_;
    std::filesystem::path certificate_ = folder_.file("server.crt");
    std::filesystem::path key_ = folder_.file("server.key");
};

std::string text_of(object const& from, char const* name) {
    return std::string(from.at(name).as_string());
}

TEST_F(SmtpChannelTest, SendsAMessageThatMailProgramsRead) {
    MailServer server;
    ASSERT_EQ(send(options(server), message("ada@example.com")).kind, Kind::accepted);
    auto const got = server.message();
    EXPECT_EQ(text_of(got, "from"), "roomkey@example.com");
    EXPECT_EQ(text_of(got, "to"), "ada@example.com");
    EXPECT_EQ(got.at("types"), (boost::json::array{"multipart/alternative", "text/plain",
                                                   "multipart/related", "text/html", "image/png"}));
    EXPECT_EQ(got.at("defects"), boost::json::array{});
    EXPECT_LE(got.at("longest").as_int64(), 100);
    auto const& headers = got.at("headers").as_object();
    EXPECT_EQ(text_of(headers, "Subject"),
              "Activation code of meeting-room terminal \"Board <room>\"");
    EXPECT_EQ(text_of(headers, "From"), "会议室 service <roomkey@example.com>");
    EXPECT_EQ(text_of(headers, "To"), "ada@example.com");
    EXPECT_EQ(text_of(headers, "Message-ID"), "<0123456789abcdef0123456789abcdef@example.com>");
    EXPECT_EQ(text_of(headers, "Date"), "Mon, 24 Nov 2025 02:30:00 +0000");
    EXPECT_EQ(text_of(headers, "Mime-Version"), "1.0");
    EXPECT_EQ(text_of(headers, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(text_of(headers, "Content-Language"), "en-US");
    for (auto const* part : {"text", "html"}) {
        auto const text = text_of(got, part);
        EXPECT_NE(text.find("123 4567 8901"), std::string::npos) << text;
        EXPECT_NE(text.find("4 December 2025, 02:30 UTC"), std::string::npos) << text;
    }
    EXPECT_NE(text_of(got, "html").find("Board &lt;room&gt;"), std::string::npos);
    EXPECT_NE(text_of(got, "html").find("示例公司 &amp; Sons"), std::string::npos);
}

TEST_F(SmtpChannelTest, SendsPasswordsInTheWordsOfTheOperator) {
    MailServer server;
    auto with_password = message("ada@example.com");
    with_password.has_password = true;
    with_password.terminal_name = "Ada";
    with_password.code = Secret("pass-word");
    auto const sent = send(options(server), with_password);
    ASSERT_EQ(sent.kind, Kind::accepted) << sent.reason;
    EXPECT_EQ(server.message().at("types"),
              (boost::json::array{"multipart/alternative", "text/plain"}));

    std::filesystem::path const folder = folder_.file("templates");
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "password-email.en-US.txt")
        << "Subject: For {{name}}\n\n{{account}} {{password}}\n";
    std::ofstream(folder / "password-email.en-US.html") << "<b>{{password}}</b> {{enterprise}}";
    SmtpChannel channel(options(server), EmailTemplates::load(folder).value());
    ASSERT_EQ(channel.send(with_password).kind, Kind::accepted);
    auto const got = server.message();
    EXPECT_EQ(got.at("types"),
              (boost::json::array{"multipart/alternative", "text/plain", "text/html"}));
    EXPECT_EQ(got.at("defects"), boost::json::array{});
    EXPECT_EQ(text_of(got.at("headers").as_object(), "Subject"), "For Ada");
    EXPECT_NE(text_of(got, "text").find("hub_1 pass-word"), std::string::npos);
    EXPECT_NE(text_of(got, "html").find("<b>pass-word</b> 示例公司 &amp; Sons"), std::string::npos);
}

TEST_F(SmtpChannelTest, ShowsTheActivationLinkAsAnInlinePicture) {
    MailServer server;
    auto with_link = options(server);
    with_link.activation_link = "https://rooms.example.com/activate?code={code}";
    ASSERT_EQ(send(with_link, message("ada@example.com")).kind, Kind::accepted);
    auto const got = server.message();
    EXPECT_EQ(text_of(got, "picture_id"), "<activation-qr>");
    EXPECT_NE(text_of(got, "html").find("src=\"cid:activation-qr\""), std::string::npos);
    auto const expected = qr_png("https://rooms.example.com/activate?code=12345678901");
    auto const picture = from_hex(text_of(got, "picture"));
    EXPECT_EQ(std::string(picture->begin(), picture->end()), expected->reveal());
}

TEST_F(SmtpChannelTest, WritesChineseToWhoReadsChinese) {
    MailServer server;
    ASSERT_EQ(send(options(server), message("ada@example.com", Language::zh_cn)).kind,
              Kind::accepted);
    auto const got = server.message();
    auto const& headers = got.at("headers").as_object();
    EXPECT_EQ(text_of(headers, "Subject"), "会议室终端“Board <room>”的激活码");
    EXPECT_EQ(text_of(headers, "Content-Language"), "zh-CN");
    EXPECT_NE(text_of(got, "text").find("2025年12月4日 10:30（北京时间）"), std::string::npos);
}

TEST_F(SmtpChannelTest, KeepsItsConnection) {
    MailServer server(with_tls("tls"));
    SmtpChannel channel(options(server, "smtps"), {});
    ASSERT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
    auto const first = server.message();
    // A refusal in between must not break what follows.
    EXPECT_EQ(channel.send(message("unknown@example.com")).kind, Kind::refused);
    EXPECT_EQ(channel.send(message("bob@example.com")).kind, Kind::accepted);
    auto const second = server.message();
    EXPECT_EQ(text_of(second, "to"), "bob@example.com");
    EXPECT_EQ(channel.send(message("eve@example.com")).kind, Kind::accepted);
    EXPECT_EQ(server.message().at("peer"), second.at("peer"));
    EXPECT_TRUE(first.at("tls").as_bool());
}

TEST_F(SmtpChannelTest, SpeaksTlsBeforeItSaysAnything) {
    MailServer server(with_tls("starttls"));
    auto secure = options(server);
    secure.needs_starttls = true;
    EXPECT_EQ(send(secure, message("ada@example.com")).kind, Kind::accepted);
    EXPECT_TRUE(server.message().at("tls").as_bool());
}

TEST_F(SmtpChannelTest, SendsNothingToAServerWithoutStarttls) {
    MailServer server;
    auto secure = options(server);
    secure.needs_starttls = true;
    auto const outcome = send(secure, message("ada@example.com"));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "TLS with the mail server failed");
}

TEST_F(SmtpChannelTest, TrustsNoOtherCertificate) {
    auto const other = folder_.file("other.crt");
    ASSERT_TRUE(ensure_self_signed(other, folder_.file("other.key"), "127.0.0.1").ok());
    for (auto const* mode : {"starttls", "tls"}) {
        MailServer server(with_tls(mode));
        auto wrong = options(server, mode == std::string("tls") ? "smtps" : "smtp");
        wrong.needs_starttls = true;
        wrong.ca_file = other;
        auto const outcome = send(wrong, message("ada@example.com"));
        EXPECT_EQ(outcome.kind, Kind::try_again);
        EXPECT_EQ(outcome.reason, "the mail server's certificate is not trusted");
    }
}

TEST_F(SmtpChannelTest, SignsIn) {
    auto flags = with_tls("starttls");
    flags.emplace_back("--auth");
    MailServer server(flags);
    auto known = options(server);
    known.needs_starttls = true;
    known.user = "roomkey";
    known.password = Secret("s3cret & pass");
    EXPECT_EQ(send(known, message("ada@example.com")).kind, Kind::accepted);
    known.password = Secret("wrong");
    auto const refused = send(known, message("ada@example.com"));
    EXPECT_EQ(refused.kind, Kind::try_again);
    EXPECT_EQ(refused.reason, "the mail server rejected the sign-in: 535 5.7.8");
    known.user.clear();
    EXPECT_EQ(send(known, message("ada@example.com")).kind, Kind::try_again);
}

TEST_F(SmtpChannelTest, TriesAgainWhenTheServerPutsItOff) {
    MailServer server;
    auto const outcome = send(options(server), message("busy@example.com"));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "temporarily rejected by the mail server: 451 4.3.0");
}

TEST_F(SmtpChannelTest, EndsWhenTheServerRefusesForEver) {
    MailServer server;
    auto const unknown = send(options(server), message("unknown@example.com"));
    EXPECT_EQ(unknown.kind, Kind::refused);
    EXPECT_EQ(unknown.reason, "rejected by the mail server: 550 5.1.1");
    auto const spam = send(options(server), message("spam@example.com"));
    EXPECT_EQ(spam.kind, Kind::refused);
    EXPECT_EQ(spam.reason, "rejected by the mail server: 554 5.6.0");
}

TEST_F(SmtpChannelTest, TriesAgainWhenTheServerRefusesUs) {
    MailServer server;
    SmtpChannel channel(options(server), {});
    for (auto const& [to, reason] : std::initializer_list<std::pair<char const*, char const*>>{
             {"helo@example.com",
              "the mail server does not accept mail from this service (recipient): 504 5.5.2"},
             {"relay@example.com",
              "the mail server does not accept mail from this service (recipient): 554 5.7.1"}}) {
        auto const outcome = channel.send(message(to));
        EXPECT_EQ(outcome.kind, Kind::try_again);
        EXPECT_EQ(outcome.reason, reason);
        EXPECT_EQ(outcome.to_mend, "recipient");
    }
    EXPECT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
    auto from_another = options(server);
    from_another.from = "rejected@example.com";
    auto const outcome = send(from_another, message("ada@example.com"));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason,
              "the mail server does not accept mail from this service (sender): 553 5.7.1");
    EXPECT_EQ(outcome.to_mend, "sender");
}

TEST_F(SmtpChannelTest, GreetsAsConfigured) {
    MailServer server;
    for (auto const* greeting : {"a.b.example", "[192.0.2.1]", "[IPv6:2001:db8::1]"}) {
        auto named = options(server);
        named.greeting = greeting;
        ASSERT_EQ(send(named, message("ada@example.com")).kind, Kind::accepted);
        EXPECT_EQ(text_of(server.message(), "greeting"), greeting);
    }
}

TEST_F(SmtpChannelTest, HasOneSenderWhateverItsName) {
    MailServer server;
    for (auto const& [name, header] : std::initializer_list<std::pair<char const*, char const*>>{
             {"Acme, Inc.", "\"Acme, Inc.\" <roomkey@example.com>"},
             {"x@y.example", "\"x@y.example\" <roomkey@example.com>"},
             {"A \"B\" <c>", "\"A \\\"B\\\" <c>\" <roomkey@example.com>"}}) {
        auto named = options(server);
        named.from_name = name;
        ASSERT_EQ(send(named, message("ada@example.com")).kind, Kind::accepted);
        auto const got = server.message();
        EXPECT_EQ(text_of(got.at("headers").as_object(), "From"), header);
        EXPECT_EQ(got.at("defects"), boost::json::array{});
    }
}

TEST_F(SmtpChannelTest, GivesUpOnAServerThatHangs) {
    MailServer server;
    auto impatient = options(server);
    impatient.total_max = std::chrono::seconds{1};
    auto const outcome = send(impatient, message("hang@example.com"));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "the mail server does not respond");
}

TEST_F(SmtpChannelTest, TriesAgainWhenTheConnectionDropsMidMessage) {
    MailServer server;
    SmtpChannel channel(options(server), {});
    auto const dropped = channel.send(message("drop@example.com"));
    EXPECT_EQ(dropped.kind, Kind::try_again);
    EXPECT_EQ(dropped.reason, "the connection to the mail server was lost");
    // The server had begun to read it.
    EXPECT_NE(text_of(server.message(), "cut_after"), "");
    EXPECT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
}

TEST_F(SmtpChannelTest, DoesNotTakeALateAnswerForThatToTheNextMessage) {
    MailServer server;
    auto impatient = options(server);
    impatient.total_max = std::chrono::seconds{1};
    SmtpChannel channel(impatient, {});
    EXPECT_EQ(channel.send(message("late@example.com")).reason, "the mail server does not respond");
    auto const late = server.message();
    EXPECT_EQ(text_of(late, "to"), "late@example.com");
    // On the old connection the answer to the first message would now be there to be read.
    EXPECT_EQ(channel.send(message("unknown@example.com")).reason,
              "rejected by the mail server: 550 5.1.1");
    EXPECT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
    auto const next = server.message();
    EXPECT_EQ(text_of(next, "to"), "ada@example.com");
    EXPECT_NE(next.at("peer"), late.at("peer"));
}

TEST_F(SmtpChannelTest, EndsWithoutWaitingForAServerThatHangs) {
    MailServer server;
    auto patient = options(server);
    patient.total_max = send_time_max;
    auto channel = std::make_unique<SmtpChannel>(patient, EmailTemplates{});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] { channel->send(message("mute@example.com")); });
    }
    for (int i = 0; i < 4; ++i) ASSERT_FALSE(server.message().empty());
    auto const begun_at = std::chrono::steady_clock::now();
    channel->cancel();
    threads.clear();
    channel.reset();
    // A QUIT that is waited for takes as long as an answer may, for each of the connections.
    EXPECT_LT(std::chrono::steady_clock::now() - begun_at, send_time_max);
}

TEST_F(SmtpChannelTest, GivesUpWhatIsUnderWayWhenItIsCancelled) {
    MailServer server;
    auto patient = options(server);
    patient.total_max = send_time_max;
    SmtpChannel channel(patient, {});
    std::jthread const sender([&] {
        // The server has all of it and never answers.
        EXPECT_EQ(channel.send(message("mute@example.com")).reason,
                  "stopped while waiting for the mail server");
    });
    EXPECT_EQ(text_of(server.message(), "to"), "mute@example.com");
    channel.cancel();
    auto const later = channel.send(message("ada@example.com"));
    EXPECT_EQ(later.kind, Kind::try_again);
    EXPECT_EQ(later.reason, "stopped before it was sent");
}

TEST_F(SmtpChannelTest, GoesOnWhenTheServerIsBack) {
    MailServer server;
    SmtpChannel channel(options(server), {});
    ASSERT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
    server.stop();
    auto const down = channel.send(message("ada@example.com"));
    EXPECT_EQ(down.kind, Kind::try_again);
    EXPECT_EQ(down.reason, "the mail server cannot be reached");
    server.start();
    EXPECT_EQ(channel.send(message("bob@example.com")).kind, Kind::accepted);
    EXPECT_EQ(text_of(server.message(), "to"), "bob@example.com");
}

TEST_F(SmtpChannelTest, TakesNoAddressThatCouldEndACommand) {
    MailServer server;
    for (auto const* address : {"a@example.com>\r\nRCPT TO:<b@example.com", "用户@example.com"}) {
        EXPECT_EQ(send(options(server), message(address)).kind, Kind::refused);
    }
}

TEST_F(SmtpChannelTest, SendsFromManyThreadsAtOnce) {
    MailServer server;
    SmtpChannel channel(options(server), {});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 4; ++k) {
                EXPECT_EQ(channel.send(message("ada@example.com")).kind, Kind::accepted);
            }
        });
    }
    for (int i = 0; i < 32; ++i) EXPECT_EQ(text_of(server.message(), "to"), "ada@example.com");
}

}  // namespace
}  // namespace roomkey
