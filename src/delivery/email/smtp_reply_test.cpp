#include "delivery/email/smtp_reply.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <initializer_list>

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
    EXPECT_EQ(dialogue({"550 ada.b.c\r\n"}).status(), "550");
    EXPECT_EQ(dialogue({"550 1.2.\r\n"}).status(), "550");
    EXPECT_EQ(dialogue({"550"}).status(), "550");
}

TEST(SmtpDialogue, PassesOverWhatIsNoReply) {
    EXPECT_EQ(dialogue({"250 ok\r\n", "", "x", "ab1 no"}).status(), "250");
    EXPECT_EQ(dialogue({"550 5.1.1 no\r\n", "221 bye\r\n"}).status(), "550 5.1.1");
}

TEST(SmtpOutcome, IsAcceptedWhenTheTransferWentThrough) {
    EXPECT_EQ(smtp_outcome(CURLE_OK, dialogue({"250 2.0.0 queued"})).kind, Kind::accepted);
}

TEST(SmtpOutcome, IsFinalForARefusedEnvelopeOrMessage) {
    auto const envelope = smtp_outcome(CURLE_SEND_ERROR, dialogue({"220 hi", "550 5.1.1 no"}));
    EXPECT_EQ(envelope.kind, Kind::refused);
    EXPECT_EQ(envelope.reason, "mail server refused: 550 5.1.1");
    auto const message =
        smtp_outcome(CURLE_WEIRD_SERVER_REPLY, dialogue({"354 go on", "554 5.6.0 spam"}));
    EXPECT_EQ(message.kind, Kind::refused);
}

TEST(SmtpOutcome, IsNotFinalForAServerThatGreetsWithARefusal) {
    EXPECT_EQ(smtp_outcome(CURLE_WEIRD_SERVER_REPLY, dialogue({"554 no service"})).kind,
              Kind::try_again);
}

TEST(SmtpOutcome, IsToBeTriedAgainForWhatTheOperatorCanMend) {
    for (auto const code :
         {CURLE_LOGIN_DENIED, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
          CURLE_SSL_CONNECT_ERROR, CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST,
          CURLE_OPERATION_TIMEDOUT, CURLE_RECV_ERROR, CURLE_GOT_NOTHING}) {
        auto const outcome = smtp_outcome(code, dialogue({"535 5.7.8 no"}));
        EXPECT_EQ(outcome.kind, Kind::try_again) << code;
        EXPECT_FALSE(outcome.reason.empty());
    }
    EXPECT_EQ(smtp_outcome(CURLE_SEND_ERROR, dialogue({"530 5.7.0 sign in first"})).kind,
              Kind::try_again);
}

TEST(SmtpOutcome, IsToBeTriedAgainForATemporaryRefusal) {
    auto const outcome = smtp_outcome(CURLE_SEND_ERROR, dialogue({"451 4.3.0 later"}));
    EXPECT_EQ(outcome.kind, Kind::try_again);
    EXPECT_EQ(outcome.reason, "mail server put us off: 451 4.3.0");
}

}  // namespace
}  // namespace roomkey
