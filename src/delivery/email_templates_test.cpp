#include "delivery/email_templates.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

class EmailTemplatesTest : public testing::Test {
protected:
    void write(std::filesystem::path const& name, std::string const& text) {
        auto const path = root() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    std::filesystem::path root() const { return folder_.file("templates"); }

    static OutgoingMessage message(std::string const& corp, Language language) {
        OutgoingMessage message;
        message.corp_id = CorpId{corp};
        message.language = language;
        message.channel = Channel::sms;
        message.terminal_name = "Room";
        message.code = Secret("12345678901");
        return message;
    }

    std::string text_for(std::string const& corp, Language language = Language::en_us) {
        auto const templates = EmailTemplates::load(root());
        EXPECT_TRUE(templates.ok())
            << templates.error().field << ": " << templates.error().expected;
        return templates->render(message(corp, language), "app:1").text.reveal();
    }

    Error error() {
        auto templates = EmailTemplates::load(root());
        EXPECT_FALSE(templates.ok());
        return std::move(templates).error();
    }

    TemporaryFolder folder_;
};

TEST_F(EmailTemplatesTest, AreBuiltInWithoutAFolder) {
    EXPECT_NE(text_for("100000001").find("123 4567 8901"), std::string::npos);
}

TEST_F(EmailTemplatesTest, AreThoseOfTheOperator) {
    write("email.en-US.txt", "Subject: Ours\n\nOurs {{code}}\n");
    EXPECT_EQ(text_for("100000001"), "Ours 123 4567 8901\n");
    EXPECT_NE(text_for("100000001", Language::zh_cn).find("激活码"), std::string::npos);
}

TEST_F(EmailTemplatesTest, AreThoseOfTheEnterpriseBeforeThat) {
    write("email.en-US.txt", "Subject: Ours\n\nOurs {{code}}\n");
    write("100000002/email.en-US.txt", "Subject: Theirs\n\nTheirs {{code}}\n");
    write("100000003/email.en-US.html", "<b>{{code}}</b>");
    EXPECT_EQ(text_for("100000001"), "Ours 123 4567 8901\n");
    EXPECT_EQ(text_for("100000002"), "Theirs 123 4567 8901\n");
    EXPECT_EQ(text_for("100000003"), "Ours 123 4567 8901\n");
}

TEST_F(EmailTemplatesTest, AreThoseOfTextMessagesToo) {
    auto const sms = [&](std::string const& corp, Language language = Language::en_us) {
        return EmailTemplates::load(root())->render_sms(message(corp, language)).reveal();
    };
    auto const builtin = sms("100000001");
    EXPECT_NE(builtin.find("activation code 123 4567 8901"), std::string::npos);
    write("sms.en-US.txt", "Dear {{terminal}}, use {{code}} until {{valid_until}}. -ACME\r\n\n");
    EXPECT_EQ(sms("100000001").substr(0, 29), "Dear Room, use 123 4567 8901 ");
    EXPECT_TRUE(sms("100000001").ends_with(". -ACME"));
    EXPECT_NE(sms("100000001", Language::zh_cn).find("激活码"), std::string::npos);
    write("100000002/sms.en-US.txt", "Theirs {{code}}");
    EXPECT_EQ(sms("100000002"), "Theirs 123 4567 8901");
    EXPECT_NE(sms("100000001"), "Theirs 123 4567 8901");
    // Mail stays as it is, and so do passwords.
    EXPECT_NE(text_for("100000002").find("123 4567 8901"), std::string::npos);
    auto with_password = message("100000002", Language::en_us);
    with_password.has_password = true;
    with_password.channel = Channel::sms;
    EXPECT_EQ(EmailTemplates::load(root())->render_sms(with_password).reveal().find("Theirs"),
              std::string::npos);
}

TEST_F(EmailTemplatesTest, AreThoseOfPasswordsToo) {
    auto password = [&](std::string const& corp, Channel channel, Language language) {
        auto made = message(corp, language);
        made.has_password = true;
        made.channel = channel;
        made.terminal_name = "Ann";
        made.account = "ann@ours";
        made.code = Secret("pass-word");
        return made;
    };
    auto const sms = [&](std::string const& corp, Language language = Language::en_us) {
        return EmailTemplates::load(root())
            ->render_sms(password(corp, Channel::sms, language))
            .reveal();
    };
    auto const email = [&](std::string const& corp, Language language = Language::en_us) {
        return EmailTemplates::load(root())->render(password(corp, Channel::email, language), "");
    };
    EXPECT_NE(email("100000001").text.reveal().find("Its new password is"), std::string::npos);
    EXPECT_TRUE(email("100000001").html.empty());
    for (auto const* language : {"en-US", "zh-CN"}) {
        std::string const tag(language);
        write("password-sms." + tag + ".txt", tag + ": {{password}} for {{account}}\n");
        write("password-email." + tag + ".txt", "Subject: To {{name}}\n\n" + tag + " {{password}}");
    }
    EXPECT_EQ(sms("100000001"), "en-US: pass-word for ann@ours");
    EXPECT_EQ(sms("100000001", Language::zh_cn), "zh-CN: pass-word for ann@ours");
    EXPECT_EQ(email("100000001").subject, "To Ann");
    EXPECT_EQ(email("100000001", Language::zh_cn).text.reveal(), "zh-CN pass-word");
    EXPECT_TRUE(email("100000001").html.empty());
    write("100000002/password-sms.en-US.txt", "Theirs {{password}}");
    write("100000002/password-email.en-US.html", "<b>{{password}}</b>");
    EXPECT_EQ(sms("100000002"), "Theirs pass-word");
    EXPECT_EQ(email("100000002").html.reveal(), "<b>pass-word</b>");
    EXPECT_EQ(email("100000002").text.reveal(), "en-US pass-word");
    // Codes keep theirs.
    EXPECT_NE(text_for("100000002").find("123 4567 8901"), std::string::npos);
}

TEST_F(EmailTemplatesTest, RefusePasswordsWithoutTheirPlaceholder) {
    for (auto const* name : {"password-sms.en-US.txt", "password-email.zh-CN.html"}) {
        for (auto const* words : {"none", "", "{{password}} {{code}}"}) {
            write(name, words);
            EXPECT_EQ(error().field, (root() / name).string()) << words;
        }
        write(name, "{{password}}");
    }
    write("password-email.en-US.txt", "Subject: {{password}}\n\n{{password}}");
    EXPECT_EQ(error().field, (root() / "password-email.en-US.txt").string());
    EXPECT_EQ(error().expected, "no {{password}} in the subject");
    write("password-email.en-US.txt", "Subject: x\n\nyour password");
    EXPECT_EQ(error().expected, "{{password}} at least once");
}

TEST_F(EmailTemplatesTest, HaveParametersForEachKindLanguageAndEnterprise) {
    auto const parameters = [&](std::string const& corp, bool has_password, Language language) {
        auto one = message(corp, language);
        one.has_password = has_password;
        return std::string(EmailTemplates::load(root())->sms_parameters(one));
    };
    EXPECT_EQ(parameters("100000001", false, Language::en_us), "");
    write("sms.en-US.txt", "Parameters: template=1\n\n{{code}}");
    write("password-sms.en-US.txt", "Parameters: template=2\n\n{{password}}");
    write("100000002/sms.en-US.txt", "Parameters: template=3\n\n{{code}}");
    write("100000003/sms.en-US.txt", "{{code}}");
    EXPECT_EQ(parameters("100000001", false, Language::en_us), "template=1");
    EXPECT_EQ(parameters("100000001", true, Language::en_us), "template=2");
    EXPECT_EQ(parameters("100000001", false, Language::zh_cn), "");
    EXPECT_EQ(parameters("100000002", false, Language::en_us), "template=3");
    EXPECT_EQ(parameters("100000002", true, Language::en_us), "template=2");
    EXPECT_EQ(parameters("100000003", false, Language::en_us), "");
    write("sms.zh-CN.txt", "Parameters: to=1\n\n{{code}}");
    EXPECT_EQ(error().field, (root() / "sms.zh-CN.txt").string());
}

TEST_F(EmailTemplatesTest, RefuseTextMessagesWithoutACodeOrWithWhatIsForMail) {
    for (auto const* words : {"no code", "", "\n", "{{code}} {{qr}}", "{{code}} {{link}}",
                              "{{code}} {{nonsense}}", "{{code"}) {
        write("sms.zh-CN.txt", words);
        EXPECT_EQ(error().field, (root() / "sms.zh-CN.txt").string()) << words;
    }
}

TEST_F(EmailTemplatesTest, NameTheFileThatCannotBeUsed) {
    write("email.en-US.html", "no code");
    EXPECT_EQ(error().field, (root() / "email.en-US.html").string());
}

TEST_F(EmailTemplatesTest, RefuseFilesThatWouldNeverBeUsed) {
    write("email.en-GB.txt", "Subject: x\n\n{{code}}");
    EXPECT_EQ(error().field, (root() / "email.en-GB.txt").string());
}

TEST_F(EmailTemplatesTest, RefuseFoldersOfNoEnterprise) {
    write("acme/email.en-US.txt", "Subject: x\n\n{{code}}");
    EXPECT_EQ(error().field, (root() / "acme").string());
}

TEST_F(EmailTemplatesTest, TakeFilesUpToTheirLimitAndNoMore) {
    std::string text = "Subject: x\n\n{{code}}";
    text.resize(64 * 1024, '.');
    write("email.en-US.txt", text);
    EXPECT_EQ(text_for("100000001").size(), 64U * 1024 - 12 - 8 + 13);
    write("email.en-US.txt", text + ".");
    EXPECT_EQ(error().field, (root() / "email.en-US.txt").string());
}

TEST_F(EmailTemplatesTest, AreTheSameWhateverTheEditorMadeOfThem) {
    std::string const text = "Subject: Ours\n\n\xE4\xB8\xAD {{code}}\nnext";
    for (auto const& [name, bytes] : encodings_of(text)) {
        write("email.en-US.txt", bytes);
        EXPECT_EQ(text_for("100000001"), "\xE4\xB8\xAD 123 4567 8901\nnext") << name;
        write("email.en-US.html", encodings_of("<b>\n{{code}}</b>")[0].second);
        auto const templates = EmailTemplates::load(root());
        ASSERT_TRUE(templates.ok()) << name;
        auto const content = templates->render(message("100000001", Language::en_us), "app:1");
        EXPECT_EQ(content.subject, "Ours") << name;
        EXPECT_TRUE(content.html.reveal().starts_with("<b>\n")) << name;
    }
}

TEST_F(EmailTemplatesTest, RefuseWhatIsNotUtf8) {
    write("email.en-US.txt", "Subject: x\n\n{{code}}\xff");
    EXPECT_EQ(error().expected, "UTF-8");
}

}  // namespace
}  // namespace roomkey
