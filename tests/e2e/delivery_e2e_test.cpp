#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/e2e/running_server.hpp"
#include "tests/fakes/mail_server.hpp"

namespace roomkey {
namespace {

std::vector<std::string> mail_through(MailServer const& mail) {
    return {"ROOMKEY_EMAIL_SERVER=smtp://127.0.0.1:" + mail.port(), "ROOMKEY_EMAIL_STARTTLS=off",
            "ROOMKEY_EMAIL_FROM=roomkey@example.com"};
}

constexpr char const* to_ada = R"({"emailAddr":"ada@example.com"})";

std::string digits_of(std::string const& text, std::string const& code) {
    std::string found;
    for (char const c : text) {
        if (c >= '0' && c <= '9') found += c;
    }
    return found.find(code) == std::string::npos ? "" : code;
}

TEST(Delivery, BringsTheCodeOfAResetByMail) {
    MailServer mail;
    RunningServer server(mail_through(mail));
    std::string account;
    server.make_terminal(account);
    auto const client = server.client();
    auto const answer = server.reset(*client, server.admin_token(), account, to_ada);
    ASSERT_EQ(answer.status, 200) << answer.body;
    auto const code = member(answer.body, "activeCode");
    auto const message = mail.message();
    ASSERT_TRUE(message.contains("text"));
    EXPECT_EQ(message.at("to").as_string(), "ada@example.com");
    EXPECT_EQ(digits_of(std::string(message.at("text").as_string()), code), code);
}

TEST(Delivery, SurvivesAKillBetweenCommitAndSend) {
    MailServer mail;
    RunningServer server(mail_through(mail));
    std::string account;
    server.make_terminal(account);
    auto const token = server.admin_token();
    mail.stop();
    // Two resets: the first one's code must never be sent.
    server.reset(*server.client(), token, account, to_ada);
    ASSERT_NE(server.process->wait_for("event=notice_retried"), "");
    auto const answer = server.reset(*server.client(), token, account, to_ada);
    ASSERT_EQ(answer.status, 200) << answer.body;
    server.kill();
    mail.start();
    server.start();
    auto const message = mail.message();
    ASSERT_TRUE(message.contains("text"));
    auto const code = member(answer.body, "activeCode");
    EXPECT_EQ(digits_of(std::string(message.at("text").as_string()), code), code);
}

// Takes the minute that a dead worker's lease lasts.
TEST(Delivery, SurvivesAKillBetweenSendAndSettle) {
    MailServer mail;
    RunningServer server(mail_through(mail));
    std::string account;
    server.make_terminal(account);
    auto const answer = server.reset(*server.client(), server.admin_token(), account,
                                     R"({"emailAddr":"mute@example.com"})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    auto const message_id = [&] {
        auto const message = mail.message();
        EXPECT_TRUE(message.contains("headers"));
        return message.contains("headers")
                   ? std::string(message.at("headers").at("Message-ID").as_string())
                   : "";
    };
    // The mail server has all of it, and roomkey has not heard so yet.
    auto const first = message_id();
    server.kill();
    server.start();
    EXPECT_EQ(message_id(), first);
    EXPECT_NE(first, "");
    // The first attempt's lease was counted; nothing else was sent meanwhile.
    auto const list = run_program({"notice", "list", "--data", server.data(), "--json"});
    EXPECT_NE(list.out.find(R"("attempts":2)"), std::string::npos) << list.out;
}

TEST(Delivery, StopsTheStartWithTheKeyThatCannotWork) {
    TemporaryFolder folder;
    auto const data = (folder.path() / "data").string();
    ASSERT_EQ(run_program({"init", "--data", data}).code, 0);
    auto const start = run_program({"serve", "--data", data, "--listen", "127.0.0.1:0"},
                                   {"ROOMKEY_EMAIL_SERVER=mail.example.com"});
    EXPECT_NE(start.code, 0);
    EXPECT_NE(start.err.find("email.server"), std::string::npos) << start.err;
}

}  // namespace
}  // namespace roomkey
