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

TEST(PasswordTemplate, FillsWhatItHas) {
    PasswordParts const person{"A & B", "Ann <3", "ann@ours", Secret("p&ss-word")};
    EmailTemplate words;
    ASSERT_TRUE(check_password_template(words).ok());
    words = {"{{name}} at {{enterprise}}", "{{account}}: {{password}}", "<b>{{name}} {{password}}",
             "{{password}} for {{account}}"};
    ASSERT_TRUE(check_password_template(words).ok());
    auto const content = fill_password_email(words, person);
    EXPECT_EQ(content.subject, "Ann <3 at A & B");
    EXPECT_EQ(content.text.reveal(), "ann@ours: p&ss-word");
    EXPECT_EQ(content.html.reveal(), "<b>Ann &lt;3 p&amp;ss-word");
    EXPECT_EQ(fill_password_sms(words, person).reveal(), "p&ss-word for ann@ours");
}

TEST(PasswordTemplate, NeedsThePasswordAndNothingOfACode) {
    auto const field = [](EmailTemplate const& words) {
        auto const status = check_password_template(words);
        return status.ok() ? std::string("none") : status.error().field;
    };
    EXPECT_EQ(field({"{{password}}", "{{password}}", ""}), "subject");
    for (auto const* bad : {"no password", "{{password}} {{code}}", "{{password}} {{terminal}}",
                            "{{password}} {{link}}", "{{password}", "{{code}}"}) {
        EXPECT_EQ(field({"x", bad, ""}), "text") << bad;
        EXPECT_EQ(field({"x", "{{password}}", bad}), "html") << bad;
        EXPECT_EQ(field({"", "", "", bad}), "sms") << bad;
    }
    EmailTemplate of_code = sound;
    of_code.text = "{{code}} {{password}}";
    EXPECT_EQ(check_email_template(of_code).error().field, "text");
}

TEST(SmsTemplate, MayBeginWithParameters) {
    auto const plain = parse_sms_text("Code {{code}}\n\nBye\n\n");
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ(plain->sms, "Code {{code}}\n\nBye");
    EXPECT_EQ(plain->sms_parameters, "");
    auto const registered = parse_sms_text("Parameters: template=1234&a=%20b\n\nCode {{code}}\n");
    ASSERT_TRUE(registered.ok());
    EXPECT_EQ(registered->sms, "Code {{code}}");
    EXPECT_EQ(registered->sms_parameters, "template=1234&a=%20b");
    for (auto const* bad : {"Parameters: a=1\n{{code}}", "Parameters: a=1", "Parameters: a=1\n",
                            "Parameters: a b\n\n{{code}}", "Parameters: to=1\n\n{{code}}"}) {
        auto const parsed = parse_sms_text(bad);
        ASSERT_FALSE(parsed.ok()) << bad;
        EXPECT_EQ(parsed.error().field, "parameters") << bad;
    }
}

}  // namespace
}  // namespace roomkey
