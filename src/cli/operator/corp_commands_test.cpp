#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::_;
using ::testing::HasSubstr;

using CorpCommands = CommandBench;

TEST_F(CorpCommands, AddPrintsTheSecretsOnce) {
    EXPECT_CALL(database, insert_corp(::testing::Field(&Corp::name, "Beta")));
    EXPECT_EQ(run({"corp", "add", "--name", "Beta", "--json"}), exit_ok);
    auto const made = json();
    ASSERT_EQ(made.size(), 5U);
    auto const id = std::string(made.at("corpId").as_string());
    EXPECT_EQ(made.at("adminAccount").as_string(), "admin@" + id);
    EXPECT_EQ(made.at("adminPassword").as_string().size(), 20U);
    EXPECT_EQ(made.at("appId").as_string().size(), 32U);
    EXPECT_EQ(made.at("appKey").as_string().size(), 64U);
}

TEST_F(CorpCommands, AddRefusesANameThatIsTooLong) {
    EXPECT_EQ(run({"corp", "add", "--name", std::string(129, 'x')}), exit_failed);
    EXPECT_EQ(err, "roomkey: --name has the wrong length; accepted: 1..128 characters\n");
    EXPECT_EQ(out, "");
}

TEST_F(CorpCommands, ListShowsAllAsTable) {
    corps.push_back(make_corp("222222222", "会议"));
    EXPECT_EQ(run({"corp", "list"}), exit_ok);
    EXPECT_EQ(out,
              "ENTERPRISE  NAME  CODE VALIDITY  CODE FORMAT  CREATED\n"
              "123456789   Acme  10d            digits:11    2025-01-15T08:00:00.000Z\n"
              "222222222   会议  10d            digits:11    2025-01-15T08:00:00.000Z\n");
}

TEST_F(CorpCommands, ListAndShowAgreeAsJson) {
    EXPECT_EQ(run({"corp", "show", "--json"}), exit_ok);
    auto const shown = json();
    EXPECT_EQ(shown, (boost::json::object{{"corpId", "123456789"},
                                          {"name", "Acme"},
                                          {"codeValiditySeconds", 864000},
                                          {"codeFormat", "digits:11"},
                                          {"autoUserCreate", true},
                                          {"strictNonces", false},
                                          {"sms", true},
                                          {"createTime", "2025-01-15T08:00:00.000Z"}}));
    EXPECT_EQ(run({"corp", "list", "--json"}), exit_ok);
    EXPECT_EQ(json().at("count"), 1);
    EXPECT_EQ(json().at("data").as_array().at(0), shown);
}

TEST_F(CorpCommands, SetChangesWhatIsNamed) {
    Corp saved;
    EXPECT_CALL(database, update_corp).WillOnce([&](Corp const& corp) {
        saved = corp;
        return Status(Done{});
    });
    EXPECT_EQ(
        run({"corp", "set", "--name", "New", "--code-validity", "36h", "--code-format", "crockford",
             "--auto-user-create", "off", "--strict-nonces", "on", "--sms", "off"}),
        exit_ok);
    EXPECT_EQ(saved.id.value, "123456789");
    EXPECT_EQ(saved.name, "New");
    EXPECT_EQ(saved.policy.code_validity, std::chrono::hours{36});
    EXPECT_EQ(saved.policy.code_format, (CodeFormat{CodeFormat::Alphabet::crockford32, 16}));
    EXPECT_FALSE(saved.policy.auto_user_create);
    EXPECT_TRUE(saved.policy.strict_nonces);
    EXPECT_FALSE(saved.policy.enable_sms);
    EXPECT_EQ(out,
              "Enterprise        123456789\n"
              "Name              New\n"
              "Code validity     36h\n"
              "Code format       crockford\n"
              "Auto user create  off\n"
              "Strict nonces     on\n"
              "SMS               off\n"
              "Created           2025-01-15T08:00:00.000Z\n");
}

TEST_F(CorpCommands, SetLeavesWhatIsNotNamed) {
    Corp saved;
    EXPECT_CALL(database, update_corp).WillOnce([&](Corp const& corp) {
        saved = corp;
        return Status(Done{});
    });
    corps[0].policy.strict_nonces = true;
    EXPECT_EQ(run({"corp", "set", "--sms", "off", "--json"}), exit_ok);
    EXPECT_EQ(saved.name, "Acme");
    EXPECT_EQ(saved.policy.code_validity, code_validity_default);
    EXPECT_TRUE(saved.policy.auto_user_create);
    EXPECT_TRUE(saved.policy.strict_nonces);
    EXPECT_EQ(json().at("sms"), false);
}

TEST_F(CorpCommands, SetRefusesMalformedValuesNamingWhatIsAccepted) {
    EXPECT_CALL(database, update_corp(_)).Times(0);
    struct Row {
        char const* flag;
        char const* value;
        char const* text;
    };
    for (auto const& row : {
             Row{"--code-validity", "10x",
                 "roomkey: --code-validity: '10x' is not accepted; accepted: a whole number with "
                 "s, m, h or d, such as 10d (see: roomkey corp set --help)\n"},
             Row{"--code-format", "hex",
                 "roomkey: --code-format: 'hex' is not accepted; accepted: digits:8..16, crockford "
                 "(see: roomkey corp set --help)\n"},
             Row{"--sms", "yes",
                 "roomkey: --sms: 'yes' is not accepted; accepted: on, off (see: roomkey corp set "
                 "--help)\n"},
         }) {
        EXPECT_EQ(run({"corp", "set", row.flag, row.value}), exit_usage);
        EXPECT_EQ(err, row.text);
    }
}

TEST_F(CorpCommands, SetRefusesValuesOutOfRange) {
    EXPECT_CALL(database, update_corp(_)).Times(0);
    EXPECT_EQ(run({"corp", "set", "--code-validity", "59s"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --code-validity is out of range; accepted: 1m..365d\n");
    EXPECT_EQ(run({"corp", "set", "--code-validity", "366d"}), exit_failed);
    EXPECT_EQ(run({"corp", "set", "--code-format", "digits:17"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --code-format is out of range; accepted: digits:8..16, crockford\n");
}

TEST_F(CorpCommands, SetNeedsAChange) {
    EXPECT_EQ(run({"corp", "set"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("roomkey: "));
    EXPECT_THAT(err, HasSubstr("--name"));
}

TEST_F(CorpCommands, TheEnterpriseMustBeNamedWhereThereAreSeveral) {
    corps.push_back(make_corp("222222222", "Beta"));
    EXPECT_EQ(run({"corp", "show"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --corp is missing; accepted: 123456789, 222222222\n");
    EXPECT_EQ(run({"corp", "show", "--corp", "222222222", "--json"}), exit_ok);
    EXPECT_EQ(json().at("name"), "Beta");
    EXPECT_EQ(run({"corp", "show", "--corp", "3"}), exit_failed);
    EXPECT_EQ(err, "roomkey: there is no such enterprise: 3\n");
}

TEST_F(CorpCommands, ListsAFewOfManyEnterprises) {
    for (char digit = '2'; digit <= '6'; ++digit) {
        corps.push_back(make_corp(std::string(9, digit), "x"));
    }
    EXPECT_EQ(run({"corp", "show"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("555555555, ... (roomkey corp list)\n"));
    EXPECT_THAT(err, ::testing::Not(HasSubstr("666666666")));
}

TEST_F(CorpCommands, SaysHowToBeginWithoutAnyEnterprise) {
    corps.clear();
    EXPECT_EQ(run({"corp", "show"}), exit_failed);
    EXPECT_EQ(err,
              "roomkey: there is no enterprise yet; make one with: roomkey corp add --name NAME\n");
}

}  // namespace
}  // namespace roomkey
