#include "delivery/sms/kannel_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>
#include <utility>

#include "delivery/message_text.hpp"
#include "delivery/sms/http_sender.hpp"
#include "tests/fakes/expect_texts.hpp"
#include "tests/fakes/sample_message.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = SendOutcome::Kind;

class KannelRequestTest : public ::testing::Test {
protected:
    KannelRequestTest() {
        options_.sendsms_url = "http://127.0.0.1:13013/cgi-bin/sendsms";
        options_.username = "roomkey";
        options_.password = Secret("s3cret & pass");
        options_.sender = "RoomKey";
        message_.corp_name = "Example";
        message_.expires_at = now_ + std::chrono::minutes{90};
    }

    [[nodiscard]] KannelRequest request() const { return kannel_request(options_, message_, now_); }
    [[nodiscard]] std::string header(std::string_view name) const {
        auto const made = request();
        return std::string(find_header(made.headers, name).value_or("(none)"));
    }

    Instant now_ = from_unix_milliseconds(1'736'928'000'000);
    KannelOptions options_;
    OutgoingMessage message_ = sample_message(Channel::sms);
};

TEST_F(KannelRequestTest, PostsTheTextWithAllElseInHeaders) {
    auto const made = request();

    EXPECT_EQ(made.method, "POST");
    EXPECT_TRUE(made.query.empty());
    EXPECT_EQ(made.body.reveal(), message_text(message_).body.reveal());
    expect_texts([this](auto name) { return header(name); },
                 {{"X-Kannel-Username", "roomkey"},
                  {"X-Kannel-Password", "s3cret & pass"},
                  {"X-Kannel-From", "RoomKey"},
                  {"X-Kannel-To", "+8617312349092"},
                  {"X-Kannel-Coding", "0"},
                  {"Content-Type", "text/plain; charset=UTF-8"},
                  {"X-Kannel-DLR-Url", "(none)"},
                  {"X-Kannel-SMSC", "(none)"}});
}

TEST_F(KannelRequestTest, CarriesTheOperatorsParameters) {
    options_.parameters = "account=acme&meta-data=%3Fsmpp%3FPEID%3D1234";
    ASSERT_TRUE(check(options_).ok());
    EXPECT_EQ(request().query.reveal(), "?account=acme&meta-data=%3Fsmpp%3FPEID%3D1234");
    EXPECT_EQ(header("X-Kannel-Account"), "acme");
    EXPECT_EQ(header("X-Kannel-Meta-Data"), "?smpp?PEID=1234");
    options_.method = KannelMethod::get;
    EXPECT_TRUE(
        request().query.reveal().ends_with("&account=acme&meta-data=%3Fsmpp%3FPEID%3D1234"));
}

TEST_F(KannelRequestTest, CarriesTheParametersOfTheTemplateBeforeThose) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("sms.en-US.txt")) << "Parameters: template=1&a=b\n\n{{code}}";
    std::ofstream(folder.file("password-sms.en-US.txt"))
        << "Parameters: template=2\n\n{{password}}";
    options_.templates = EmailTemplates::load(folder.path()).value();
    options_.parameters = "account=acme&template=0";
    EXPECT_EQ(request().query.reveal(), "?template=1&a=b&account=acme");
    EXPECT_EQ(header("X-Kannel-Template"), "1");
    EXPECT_EQ(header("X-Kannel-A"), "b");
    EXPECT_EQ(header("X-Kannel-Account"), "acme");
    EXPECT_EQ(request().body.reveal(), "123 4567 8901");
    message_.has_password = true;
    EXPECT_EQ(request().query.reveal(), "?template=2&account=acme");
    EXPECT_EQ(request().body.reveal(), message_.code.reveal());
    options_.method = KannelMethod::get;
    EXPECT_TRUE(request().query.reveal().ends_with("&template=2&account=acme"));
    // The built-in words of the other language have none of their own.
    message_.language = Language::zh_cn;
    EXPECT_TRUE(request().query.reveal().ends_with("&account=acme&template=0"));
}

TEST_F(KannelRequestTest, RefusesParametersThatItSendsItselfOrThatAreNone) {
    for (auto const* parameters : {"text=x", "account=a&to=1", "pass=x", "=x", "a b=c", "a=%zz",
                                   "a=%0d%0aX: y", "a=b#c", "a%0ab=c"}) {
        options_.parameters = parameters;
        auto const status = check(options_);
        ASSERT_FALSE(status.ok()) << parameters;
        EXPECT_EQ(status.error().field, "parameters") << parameters;
    }
}

TEST_F(KannelRequestTest, EncodesAllInTheAddressOfAGet) {
    options_.method = KannelMethod::get;
    options_.smsc_id = "a/b";
    auto const made = request();

    EXPECT_EQ(made.method, "GET");
    EXPECT_TRUE(made.body.empty());
    auto const& query = made.query.reveal();
    for (auto const* part : {"?charset=UTF-8&text=Example%3a%20activation%20code%20123",
                             "&password=s3cret%20%26%20pass", "&to=%2b8617312349092",
                             "&from=RoomKey", "&coding=0", "&smsc=a%2fb"}) {
        EXPECT_THAT(query, HasSubstr(part));
    }
}

TEST_F(KannelRequestTest, AsksForUcs2WhereTheTextNeedsIt) {
    message_.language = Language::zh_cn;
    EXPECT_EQ(header("X-Kannel-Coding"), "2");
    message_.language = Language::en_us;
    message_.corp_name = "示例公司";
    EXPECT_EQ(header("X-Kannel-Coding"), "2");
}

TEST_F(KannelRequestTest, AsksForReportsWithATokenOfTheNotice) {
    auto const reports =
        DeliveryReports::open("http://127.0.0.1:9464/r", Secret(std::string(32, 'k'))).value();
    options_.reports = reports;

    EXPECT_EQ(header("X-Kannel-DLR-Mask"), "31");
    EXPECT_EQ(header("X-Kannel-DLR-Url"), reports.url_for(message_.id));
    options_.method = KannelMethod::get;
    EXPECT_THAT(request().query.reveal(), HasSubstr("%26status%3d%25d%26reply%3d%25A"));
}

TEST_F(KannelRequestTest, LetsTheMessageEndWithItsCode) {
    EXPECT_EQ(header("X-Kannel-Validity"), "90");
    message_.expires_at = now_ + std::chrono::milliseconds{1};
    EXPECT_EQ(header("X-Kannel-Validity"), "1");
    message_.expires_at = now_ + std::chrono::days{7};
    EXPECT_EQ(header("X-Kannel-Validity"), "10080");
    message_.expires_at = now_ + std::chrono::days{7} + std::chrono::milliseconds{1};
    EXPECT_EQ(header("X-Kannel-Validity"), "(none)");
}

TEST_F(KannelRequestTest, NamesTheOptionThatCannotWork) {
    EXPECT_TRUE(check(options_).ok());
    auto const field = [](KannelOptions const& options) {
        auto const status = check(options);
        return status.ok() ? std::string("none") : status.error().field;
    };
    auto wrong = options_;
    wrong.sendsms_url = "127.0.0.1:13013";
    EXPECT_EQ(field(wrong), "sendsms_url");
    wrong = options_;
    wrong.username = "";
    EXPECT_EQ(field(wrong), "username");
    wrong = options_;
    wrong.password = Secret("a\r\nX-Kannel-To: 1");
    EXPECT_EQ(field(wrong), "password");
    EXPECT_THAT(check(wrong).error().expected, Not(HasSubstr("X-Kannel")));
    wrong = options_;
    wrong.sender = "a\nb";
    EXPECT_EQ(field(wrong), "sender");
    wrong = options_;
    wrong.smsc_id = " a";
    EXPECT_EQ(field(wrong), "smsc_id");
    wrong = options_;
    wrong.total_max = Duration{0};
    EXPECT_EQ(field(wrong), "total_max");
}

TEST(KannelOutcome, AcceptsOnlyKannelsAcceptance) {
    EXPECT_EQ(kannel_outcome(202, "0: Accepted for delivery").kind, Kind::accepted);
    EXPECT_EQ(kannel_outcome(202, "3: Queued for later delivery").kind, Kind::accepted);
    EXPECT_EQ(kannel_outcome(202, "").reason, "");
    // It may be sent, so it is not sent again and again.
    EXPECT_EQ(kannel_outcome(200, "<html>").kind, Kind::unclear);
    EXPECT_EQ(kannel_outcome(302, "").kind, Kind::try_again);
}

TEST(KannelOutcome, RefusesWhatIsWrongWithTheMessage) {
    EXPECT_EQ(kannel_outcome(400, "Empty receiver number not allowed, rejected").kind,
              Kind::refused);
    EXPECT_EQ(kannel_outcome(422, "").kind, Kind::refused);
    EXPECT_EQ(
        kannel_outcome(400, "Number(s) has/have been denied by white- and/or black-lists.").reason,
        "SMS gateway: denies this number (HTTP 400)");
}

TEST(KannelOutcome, TriesAgainWhatTheOperatorCanMend) {
    for (auto const& [status, to_mend] :
         std::initializer_list<std::pair<int, char const*>>{{401, "sign_in"},
                                                            {402, "answer"},
                                                            {403, "sign_in"},
                                                            {404, "address"},
                                                            {405, "address"},
                                                            {407, "sign_in"},
                                                            {408, ""},
                                                            {409, "answer"},
                                                            {410, "address"},
                                                            {413, "answer"},
                                                            {415, "answer"},
                                                            {425, ""},
                                                            {429, ""},
                                                            {500, ""},
                                                            {502, ""},
                                                            {503, ""}}) {
        auto const outcome = kannel_outcome(status, "Authorization failed for sendsms");
        EXPECT_EQ(outcome.kind, Kind::try_again) << status;
        EXPECT_EQ(outcome.to_mend, to_mend) << status;
    }
    EXPECT_THAT(kannel_outcome(403, "Authorization failed for sendsms").reason,
                HasSubstr("user name or password"));
    EXPECT_EQ(kannel_outcome(403, "Not routable. Do not try again.").kind, Kind::try_again);
    EXPECT_EQ(kannel_outcome(403, "Not routable. Do not try again.").to_mend, "route");
}

TEST(KannelOutcome, TakesASuccessForOneOnlyInItsOwnWords) {
    for (auto const* words : {"0: Accepted for delivery", "3: Queued for later delivery"}) {
        EXPECT_EQ(kannel_outcome(202, words).kind, Kind::accepted);
        EXPECT_EQ(kannel_outcome(200, words).kind, Kind::accepted);
    }
    EXPECT_EQ(kannel_outcome(202, "Sent.").kind, Kind::accepted);
    // It may have been taken.
    for (auto const* words : {"Sent.", "", "OK 123", "<html>login</html>"}) {
        auto const outcome = kannel_outcome(200, words);
        EXPECT_EQ(outcome.kind, Kind::unclear) << words;
        EXPECT_EQ(outcome.to_mend, "answer") << words;
    }
    EXPECT_EQ(kannel_outcome(204, "").kind, Kind::unclear);
    EXPECT_EQ(kannel_outcome(302, "0: Accepted for delivery").kind, Kind::try_again);
}

TEST(KannelOutcome, NamesBothCausesOfAForbiddenRequest) {
    for (auto const* receiver : {"SMS gateway", "SMS webhook"}) {
        auto const reason = refused_outcome(receiver, "signature", 403).reason;
        EXPECT_THAT(reason, HasSubstr("rejects the signature, or a firewall"));
    }
    EXPECT_THAT(refused_outcome("SMS webhook", "signature", 401).reason,
                Not(HasSubstr("firewall")));
}

TEST(KannelOutcome, RepeatsNothingThatTheGatewaySays) {
    for (int const status : {200, 302, 400, 403, 404, 429, 503}) {
        EXPECT_THAT(kannel_outcome(status, "+8617312349092 12345678901 s3cret").reason,
                    Not(HasSubstr("s3cret")));
    }
}

}  // namespace
}  // namespace roomkey
