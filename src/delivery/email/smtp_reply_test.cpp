#include "delivery/email/smtp_reply.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>

namespace roomkey {
namespace {

using Kind = SendOutcome::Kind;

SmtpDialogue dialogue(std::initializer_list<char const*> lines) {
    SmtpDialogue dialogue;
    for (auto const* line : lines) dialogue.hear(line);
    return dialogue;
}

TEST(SmtpDialogue, RemembersTheLastStatusAndNoWords) {
    EXPECT_EQ(dialogue({}).status(), "");
    EXPECT_EQ(dialogue({"220 mail.example.com\r\n"}).status(), "220");
    EXPECT_EQ(dialogue({"550 5.1.1 <ada@example.com> unknown\r\n"}).status(), "550 5.1.1");
    EXPECT_EQ(dialogue({"550-5.7.1 first\r\n", "550 5.7.1 last\r\n"}).status(), "550 5.7.1");
    EXPECT_EQ(dialogue({"550-5.7.1 blocked\r\n", "550 see mail.example\r\n"}).status(),
              "550 5.7.1");
    EXPECT_EQ(dialogue({"250-5.7.1 x\r\n", "550 y\r\n"}).status(), "550");
    EXPECT_EQ(dialogue({"550 5.7.1 x\r\n", "550 y\r\n"}).status(), "550");
    EXPECT_EQ(dialogue({"550 ada.b.c\r\n"}).status(), "550");
    EXPECT_EQ(dialogue({"550 1.2.\r\n"}).status(), "550");
    EXPECT_EQ(dialogue({"550"}).status(), "550");
}

TEST(SmtpDialogue, PassesOverWhatIsNotAReply) {
    EXPECT_EQ(dialogue({"250 ok\r\n", "", "x", "ab1 no"}).status(), "250");
    EXPECT_EQ(dialogue({"550 5.1.1 no\r\n", "221 bye\r\n"}).status(), "550 5.1.1");
}

TEST(SmtpOutcome, IsAcceptedWhenTheTransferWentThrough) {
    EXPECT_EQ(smtp_outcome(CURLE_OK, dialogue({"250 2.0.0 queued"})).kind, Kind::accepted);
}

/// How it ends when the server refuses `command` with `reply`.
SendOutcome refused_at(char const* command, char const* reply) {
    SmtpDialogue dialogue;
    dialogue.hear("220 hi");
    dialogue.say(command);
    dialogue.hear(reply);
    dialogue.say("QUIT\r\n");
    dialogue.hear("221 bye");
    return smtp_outcome(CURLE_SEND_ERROR, dialogue);
}

SendOutcome refused_message(char const* reply) {
    SmtpDialogue dialogue;
    dialogue.say("RCPT TO:<ada@example.com>\r\n");
    dialogue.hear("250 2.1.5 ok");
    dialogue.say("DATA\r\n");
    dialogue.hear("354 go on");
    dialogue.hear(reply);
    return smtp_outcome(CURLE_WEIRD_SERVER_REPLY, dialogue);
}

TEST(SmtpOutcome, IsFinalWhereTheRecipientIsMeant) {
    for (auto const* reply :
         {"550 5.1.1 no such user", "550 5.1.10 null MX", "553 5.1.3 bad address", "554 5.1.2 x",
          "550 5.1.0 x", "550 5.2.1 disabled", "550 no", "551 moved", "553-no\r\n"}) {
        auto const outcome = refused_at("RCPT TO:<ada@example.com>\r\n", reply);
        EXPECT_EQ(outcome.kind, Kind::refused) << reply;
        EXPECT_EQ(outcome.to_mend, "") << reply;
    }
    EXPECT_EQ(refused_at("RCPT TO:<ada@example.com>\r\n", "550 5.1.1 no").reason,
              "rejected by the mail server: 550 5.1.1");
    EXPECT_EQ(refused_message("554 5.6.0 no such content").kind, Kind::refused);
}

TEST(SmtpOutcome, IsToBeTriedAgainWhereWeAreMeant) {
    struct Case {
        char const* command;
        char const* reply;
        char const* to_mend;
    };
    for (auto const& row : {
             Case{"RCPT TO:<a@b.c>\r\n", "504 5.5.2 Helo command rejected", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "554 5.7.1 Relay access denied", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "550 5.7.1 blocked", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "550 5.1.8 your domain does not exist", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "553 5.1.7 your address is malformed", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "552 5.2.2 mailbox full", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "554 no", "recipient"},
             Case{"RCPT TO:<a@b.c>\r\n", "503 5.5.1 MAIL first", "recipient"},
             Case{"MAIL FROM:<a@b.c> SIZE=1\r\n", "553 5.7.1 Sender address rejected", "sender"},
             Case{"MAIL FROM:<a@b.c>\r\n", "550 5.1.1 no such sender", "sender"},
             Case{"MAIL FROM:<a@b.c>\r\n", "530 5.7.0 sign in first", "sender"},
             Case{"DATA\r\n", "554 5.5.1 no valid recipients", "message"},
             Case{"EHLO a\r\n", "550 go away", "hello"},
         }) {
        auto const outcome = refused_at(row.command, row.reply);
        EXPECT_EQ(outcome.kind, Kind::try_again) << row.reply;
        EXPECT_EQ(outcome.to_mend, row.to_mend) << row.reply;
    }
    for (auto const* reply : {"554 5.7.1 spam", "552 5.3.4 too big", "550 5.1.1 late", "554 no",
                              "550 5.6.1 no media"}) {
        auto const outcome = refused_message(reply);
        EXPECT_EQ(outcome.kind, Kind::try_again) << reply;
        EXPECT_EQ(outcome.to_mend, "message") << reply;
    }
    EXPECT_EQ(refused_at("RCPT TO:<a@b.c>\r\n", "554 5.7.1 Relay access denied").reason,
              "the mail server does not accept mail from this service (recipient): 554 5.7.1");
}

TEST(SmtpOutcome, IsNotFinalForAServerThatGreetsWithARefusal) {
    auto const outcome = smtp_outcome(CURLE_WEIRD_SERVER_REPLY, dialogue({"554 no service"}));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.to_mend, "greeting");
}

TEST(SmtpOutcome, IsToBeTriedAgainForWhatTheOperatorCanMend) {
    for (auto const& [code, to_mend] : std::initializer_list<std::pair<CURLcode, char const*>>{
             {CURLE_LOGIN_DENIED, "sign_in"},
             {CURLE_PEER_FAILED_VERIFICATION, "certificate"},
             {CURLE_USE_SSL_FAILED, "tls"},
             {CURLE_SSL_CONNECT_ERROR, "tls"},
             {CURLE_COULDNT_CONNECT, ""},
             {CURLE_COULDNT_RESOLVE_HOST, ""},
             {CURLE_OPERATION_TIMEDOUT, ""},
             {CURLE_RECV_ERROR, ""},
             {CURLE_GOT_NOTHING, ""}}) {
        auto const outcome = smtp_outcome(code, dialogue({"250 ok"}));
        EXPECT_EQ(outcome.kind, Kind::try_again) << code;
        EXPECT_EQ(outcome.to_mend, to_mend) << code;
        EXPECT_FALSE(outcome.reason.empty());
    }
}

TEST(SmtpOutcome, IsToBeTriedAgainForATemporaryRefusal) {
    auto const outcome = smtp_outcome(CURLE_SEND_ERROR, dialogue({"451 4.3.0 later"}));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "temporarily rejected by the mail server: 451 4.3.0");
}

}  // namespace
}  // namespace roomkey
