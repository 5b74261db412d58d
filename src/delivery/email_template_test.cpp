#include "delivery/email_template.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

EmailTemplate const sound{"For {{terminal}}", "Code {{code}}", "<b>{{code}}</b>"};
MessageParts const parts{"A & B", "<Room> \"1\"", "hub_1", "123 4567", "today", ""};

TEST(EmailTemplate, ReadsSubjectAndText) {
    auto const words = parse_email_text("Subject: Hello {{terminal}}\n\nLine 1\n\nLine 2\n");
    ASSERT_TRUE(words.ok());
    EXPECT_EQ(words->subject, "Hello {{terminal}}");
    EXPECT_EQ(words->text, "Line 1\n\nLine 2\n");
}

TEST(EmailTemplate, RefusesATextWithoutItsSubject) {
    for (auto const* file : {"", "Hello", "Subject: x", "Subject: x\ntext", "subject: x\n\ntext"}) {
        auto const words = parse_email_text(file);
        ASSERT_FALSE(words.ok()) << file;
        EXPECT_EQ(words.error().field, "subject");
    }
}

TEST(EmailTemplate, FillsInEveryValue) {
    EmailTemplate const words{"{{terminal}} of {{enterprise}}",
                              "{{code}} until {{valid_until}} for {{account}}: {{link}}",
                              "{{code}}<img src=\"{{qr}}\">"};
    ASSERT_TRUE(check_email_template(words).ok());
    auto const content = fill_email(words, parts, "app:123");
    EXPECT_EQ(content.subject, "<Room> \"1\" of A & B");
    EXPECT_EQ(content.text.reveal(), "123 4567 until today for hub_1: app:123");
    EXPECT_EQ(content.html.reveal(), "123 4567<img src=\"cid:activation-qr\">");
}

TEST(EmailTemplate, EscapesValuesInHtml) {
    EmailTemplate words = sound;
    words.html = "<p title='{{enterprise}}'>{{terminal}} {{code}} {{link}}</p>";
    EXPECT_EQ(fill_email(words, parts, "x'y").html.reveal(),
              "<p title='A &amp; B'>&lt;Room&gt; &quot;1&quot; 123 4567 x&#39;y</p>");
}

TEST(EmailTemplate, DoesNotFillInWhatAValueBringsAlong) {
    auto tricky = parts;
    tricky.terminal = "{{code}}";
    EXPECT_EQ(fill_email(sound, tricky, "").subject, "For {{code}}");
}

TEST(EmailTemplate, RefusesWhatItCannotFill) {
    for (auto const* bad : {"{{code}} {{colour}}", "{{code}} {{code", "{{code}} {{}}", "no code"}) {
        auto words = sound;
        words.text = bad;
        auto const status = check_email_template(words);
        ASSERT_FALSE(status.ok()) << bad;
        EXPECT_EQ(status.error().field, "text");
    }
    auto words = sound;
    words.text = "{{code}} {{qr}}";
    EXPECT_FALSE(check_email_template(words).ok());
    words = sound;
    words.html = "nothing";
    EXPECT_EQ(check_email_template(words).error().field, "html");
}

TEST(EmailTemplate, KeepsTheCodeOutOfTheSubject) {
    auto words = sound;
    words.subject = "Code {{code}}";
    auto const status = check_email_template(words);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().field, "subject");
}

TEST(EmailTemplate, FillsTextMessagesAsTheyAreWritten) {
    EmailTemplate words = sound;
    words.sms = "{{enterprise}}: {{code}} for {{terminal}}";
    ASSERT_TRUE(check_email_template(words).ok());
    EXPECT_EQ(fill_sms(words, parts).reveal(), "A & B: 123 4567 for <Room> \"1\"");
    for (auto const* spoiled : {"no code", "{{code}} {{qr}}", "{{code}} {{link}}", "{{code"}) {
        words.sms = spoiled;
        EXPECT_EQ(check_email_template(words).error().field, "sms") << spoiled;
    }
}

}  // namespace
}  // namespace roomkey
