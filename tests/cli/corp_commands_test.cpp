#include <algorithm>

#include "storage/sql/directory/corps.hpp"
#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class CorpCommands : public OperatorBench {
protected:
    explicit CorpCommands(int corps = 1) : OperatorBench(corps) {}

    Corp stored() {
        return bench.store
            ->read([&](Reader& reader) { return find_corp(reader, bench.ours.corp_id); })
            .value()
            .value();
    }
};

TEST_F(CorpCommands, SetDecidesLanguageAndTimeZoneOfMessages) {
    auto const set = done({"corp", "set", "--language", "en-US", "--time-zone", "Europe/Berlin"});
    EXPECT_EQ(set.at("language"), "en-US");
    EXPECT_EQ(set.at("timeZone"), "Europe/Berlin");
    EXPECT_EQ(stored().policy.language, Language::en_us);
    EXPECT_EQ(stored().policy.time_zone, "Europe/Berlin");
    EXPECT_EQ(run({"corp", "show"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("Time zone         Europe/Berlin\n"));
    // What is not named stays.
    EXPECT_EQ(done({"corp", "set", "--sms", "off"}).at("timeZone"), "Europe/Berlin");
    for (auto const* zone : {"Berlin", "GMT+3", "Europe/Nowhere"}) {
        EXPECT_EQ(run({"corp", "set", "--time-zone", zone}), exit_failed) << zone;
        EXPECT_THAT(err, HasSubstr("--time-zone has an unknown value")) << zone;
    }
    EXPECT_EQ(done({"corp", "set", "--time-zone", "none"}).at("timeZone"), "");
    EXPECT_EQ(run({"corp", "set", "--language", "de-DE"}), exit_usage);

    done({"code", "add", "--type", "idea-hub", "--name", "R", "--email", "a@b.example"});
    EXPECT_EQ(column({"notice", "list"}, "language"), std::vector<std::string>{"en-US"});
    done({"code", "add", "--type", "idea-hub", "--name", "S", "--email", "a@b.example",
          "--language", "zh-CN"});
    EXPECT_EQ(column({"notice", "list"}, "language"), (std::vector<std::string>{"zh-CN", "en-US"}));
}

class NoCorpYet : public OperatorBench {
protected:
    NoCorpYet() : OperatorBench(0) {}
};

TEST_F(CorpCommands, AddPrintsTheSecretsOnce) {
    auto const made = done({"corp", "add", "--name", "Beta"});
    ASSERT_EQ(made.size(), 5U);
    auto const id = std::string(made.at("corpId").as_string());
    auto const admin = "admin@" + id;
    EXPECT_EQ(made.at("adminAccount").as_string(), admin);
    EXPECT_EQ(password_status(admin, made.at("adminPassword").as_string().c_str()), 200);
    CreatedCorp beta;
    beta.app_id = AppId{made.at("appId").as_string().c_str()};
    beta.app_key = Secret(made.at("appKey").as_string().c_str());
    EXPECT_EQ(bench.sign_in(beta).status, 200);
    EXPECT_EQ(done({"corp", "show", "--corp", id}).at("name"), "Beta");
}

TEST_F(CorpCommands, AddSaysHowToReplaceTheSecrets) {
    EXPECT_EQ(run({"corp", "add", "--name", "Gamma", "--data", "/d"}), exit_ok);
    EXPECT_THAT(out,
                HasSubstr("\n\nThe password is not shown again; a new one is made with: roomkey "
                          "user password admin@"));
    EXPECT_THAT(out,
                HasSubstr(" --data /d\nThe App Key is not shown again; a new one is made with: "
                          "roomkey app reset-key "));
}

TEST_F(CorpCommands, NamesHaveOneTo128Characters) {
    EXPECT_EQ(run({"corp", "add", "--name", std::string(128, 'x')}), exit_ok);
    EXPECT_EQ(run({"corp", "add", "--name", std::string(129, 'x')}), exit_failed);
    EXPECT_EQ(err, "roomkey: --name has the wrong length; accepted: 1..128 characters\n");
    EXPECT_EQ(out, "");
    EXPECT_EQ(run({"corp", "set", "--corp", corp(), "--name", std::string(129, 'x')}), exit_failed);
    EXPECT_EQ(run({"corp", "add", "--name", ""}), exit_failed);
    EXPECT_EQ(done({"corp", "list"}).at("count"), 2);
}

TEST_F(CorpCommands, ListShowsAllAsTable) {
    auto const second =
        std::string(done({"corp", "add", "--name", "会议"}).at("corpId").as_string());
    EXPECT_EQ(run({"corp", "list"}), exit_ok);
    EXPECT_THAT(out,
                ::testing::StartsWith("ENTERPRISE  NAME  CODE VALIDITY  CODE FORMAT  CREATED\n"));
    EXPECT_THAT(out, HasSubstr("\n" + corp() +
                               "   Ours  10d            digits:11    2025-01-15T08:00:00.000Z\n"));
    EXPECT_THAT(out, HasSubstr("\n" + second +
                               "   会议  10d            digits:11    2025-01-15T08:00:00.000Z\n"));
}

TEST_F(CorpCommands, ListAndShowAgreeAsJson) {
    auto const shown = done({"corp", "show"});
    EXPECT_EQ(shown, (boost::json::object{{"corpId", corp()},
                                          {"name", "Ours"},
                                          {"address", ""},
                                          {"codeValiditySeconds", 864000},
                                          {"codeFormat", "digits:11"},
                                          {"autoUserCreate", true},
                                          {"strictNonces", false},
                                          {"sms", true},
                                          {"language", "zh-CN"},
                                          {"timeZone", ""},
                                          {"totp", "optional"},
                                          {"limits",
                                           {{"member", nullptr},
                                            {"hard-terminal", nullptr},
                                            {"smart-tv", nullptr},
                                            {"idea-hub", nullptr},
                                            {"smart-rooms", nullptr}}},
                                          {"createTime", "2025-01-15T08:00:00.000Z"}}));
    auto const list = done({"corp", "list"});
    EXPECT_EQ(list.at("count"), 1);
    EXPECT_EQ(list.at("data").as_array().at(0), shown);
}

TEST_F(CorpCommands, SetDemandsASecondFactor) {
    EXPECT_EQ(done({"corp", "set", "--totp", "required"}).at("totp"), "required");
    EXPECT_TRUE(stored().policy.requires_totp);
    EXPECT_EQ(done({"corp", "set", "--name", "New"}).at("totp"), "required");
    EXPECT_EQ(done({"corp", "set", "--totp", "optional"}).at("totp"), "optional");
    EXPECT_FALSE(stored().policy.requires_totp);
    EXPECT_EQ(run({"corp", "set", "--totp", "on"}), exit_usage);
}

TEST_F(CorpCommands, SetChangesWhatIsNamed) {
    EXPECT_EQ(run({"corp", "set", "--name", "New", "--code-validity", "36h", "--code-format",
                   "crockford", "--auto-user-create", "off", "--strict-nonces", "on", "--sms",
                   "off", "--limit", "member=500", "--limit", "idea-hub=0"}),
              exit_ok);
    EXPECT_EQ(out, "Enterprise        " + corp() +
                       "\n"
                       "Name              New\n"
                       "Address           -\n"
                       "Code validity     36h\n"
                       "Code format       crockford\n"
                       "Auto user create  off\n"
                       "Strict nonces     on\n"
                       "SMS               off\n"
                       "Language          zh-CN\n"
                       "Time zone         that of the language\n"
                       "TOTP              optional\n"
                       "Limits            member 500, idea-hub 0\n"
                       "Created           2025-01-15T08:00:00.000Z\n");
    auto const saved = stored();
    EXPECT_EQ(saved.name, "New");
    EXPECT_EQ(saved.policy.code_validity, std::chrono::hours{36});
    EXPECT_EQ(saved.policy.code_format, (CodeFormat{CodeFormat::Alphabet::crockford32, 16}));
    EXPECT_FALSE(saved.policy.auto_user_create);
    EXPECT_TRUE(saved.policy.strict_nonces);
    EXPECT_FALSE(saved.policy.enable_sms);
    EXPECT_FALSE(saved.policy.requires_totp);
    ResourceLimits limits;
    limits.members = 500;
    limits.idea_hubs = 0;
    EXPECT_EQ(saved.limits, limits);
}

TEST_F(CorpCommands, SetLimitsKindsOfAccounts) {
    EXPECT_EQ(done({"corp", "set", "--limit", "smart-tv=1000000", "--limit", "hard-terminal=7"})
                  .at("limits")
                  .at("smart-tv"),
              1'000'000);
    EXPECT_EQ(done({"corp", "set", "--limit", "smart-tv=none"}).at("limits").at("smart-tv"),
              nullptr);
    EXPECT_EQ(stored().limits.hard_terminals, 7);
    for (auto const* too_much : {"member=1000001", "member=-1", "member=99999999999999999999"}) {
        EXPECT_EQ(run({"corp", "set", "--limit", too_much}), exit_failed) << too_much;
        EXPECT_EQ(err, "roomkey: --limit is out of range; accepted: 0..1000000, none\n");
    }
    for (auto const* malformed : {"member", "member=", "member=1x", "television=1", "=1"}) {
        EXPECT_EQ(run({"corp", "set", "--limit", malformed}), exit_usage) << malformed;
    }
    EXPECT_EQ(stored().limits.members, ResourceLimits::unlimited);
}

TEST_F(CorpCommands, LimitsHoldForCommandsToo) {
    EXPECT_EQ(run({"corp", "set", "--limit", "member=2", "--limit", "idea-hub=0"}), exit_ok);
    EXPECT_EQ(run({"user", "add", "ann"}), exit_ok) << err;
    EXPECT_EQ(run({"user", "add", "bob"}), exit_failed);
    EXPECT_EQ(err, "roomkey: The enterprise has as many users as it may have\n");
    EXPECT_FALSE(user("bob"));
    EXPECT_EQ(run({"code", "add", "--name", "Lobby", "--type", "idea-hub"}), exit_failed);
    EXPECT_EQ(err, "roomkey: The enterprise has as many terminals of this type as it may have\n");
}

TEST_F(CorpCommands, SetLeavesWhatIsNotNamed) {
    EXPECT_EQ(run({"corp", "set", "--strict-nonces", "on"}), exit_ok);
    EXPECT_EQ(done({"corp", "set", "--sms", "off"}).at("sms"), false);
    auto const saved = stored();
    EXPECT_EQ(saved.name, "Ours");
    EXPECT_EQ(saved.policy.code_validity, code_validity_default);
    EXPECT_TRUE(saved.policy.auto_user_create);
    EXPECT_TRUE(saved.policy.strict_nonces);
}

TEST_F(CorpCommands, SetRefusesMalformedValuesNamingWhatIsAccepted) {
    struct Row {
        char const* flag;
        char const* value;
        char const* text;
    };
    auto const before = done({"corp", "show"});
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
    EXPECT_EQ(done({"corp", "show"}), before);
}

TEST_F(CorpCommands, SetRefusesValuesOutOfRange) {
    auto const before = done({"corp", "show"});
    EXPECT_EQ(run({"corp", "set", "--code-validity", "59s"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --code-validity is out of range; accepted: 1m..365d\n");
    EXPECT_EQ(run({"corp", "set", "--code-validity", "366d"}), exit_failed);
    EXPECT_EQ(run({"corp", "set", "--name", "New", "--code-format", "digits:17"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --code-format is out of range; accepted: digits:8..16, crockford\n");
    EXPECT_EQ(done({"corp", "show"}), before);
    EXPECT_EQ(run({"corp", "set", "--code-validity", "1m", "--code-format", "digits:16"}), exit_ok);
    EXPECT_EQ(run({"corp", "set", "--code-validity", "365d", "--code-format", "digits:8"}),
              exit_ok);
}

TEST_F(CorpCommands, SetNeedsAChange) {
    EXPECT_EQ(run({"corp", "set"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("roomkey: "));
    EXPECT_THAT(err, HasSubstr("--name"));
}

TEST_F(CorpCommands, TheEnterpriseMustBeNamedWhereThereAreSeveral) {
    auto const beta = std::string(done({"corp", "add", "--name", "Beta"}).at("corpId").as_string());
    EXPECT_EQ(run({"corp", "show"}), exit_failed);
    EXPECT_THAT(err, ::testing::StartsWith("roomkey: --corp is missing; accepted: "));
    EXPECT_THAT(err, HasSubstr(corp()));
    EXPECT_THAT(err, HasSubstr(beta));
    EXPECT_EQ(done({"corp", "show", "--corp", beta}).at("name"), "Beta");
    EXPECT_EQ(run({"corp", "show", "--corp", "3"}), exit_failed);
    EXPECT_EQ(err, "roomkey: there is no such enterprise: 3\n");
}

TEST_F(CorpCommands, ListsAFewOfManyEnterprises) {
    for (int count = 2; count <= 6; ++count) {
        EXPECT_EQ(run({"corp", "add", "--name", "x"}), exit_ok);
    }
    EXPECT_EQ(run({"corp", "show"}), exit_failed);
    EXPECT_THAT(err, HasSubstr(", ... (roomkey corp list)\n"));
    EXPECT_EQ(std::count(err.begin(), err.end(), ','), 5);
}

TEST_F(NoCorpYet, SaysHowToBegin) {
    EXPECT_EQ(run({"corp", "show"}), exit_failed);
    EXPECT_EQ(err,
              "roomkey: there is no enterprise yet; make one with: roomkey corp add --name NAME\n");
}

TEST_F(NoCorpYet, AServiceProvidersAppNeedsNone) {
    EXPECT_EQ(run({"app", "add", "--name", "sp", "--service-provider"}), exit_ok);
}

}  // namespace
}  // namespace roomkey
