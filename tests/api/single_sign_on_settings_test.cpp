#include <gtest/gtest.h>

#include "storage/sql/directory/sso_providers.hpp"
#include "tests/api/single_sign_on_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* totp_path = "/v1/roomkey/session/totp";

class SingleSignOnSettings : public ::testing::Test {
protected:
    static void SetUpTestSuite() { provider = std::make_unique<RealProvider>(); }
    static void TearDownTestSuite() { provider.reset(); }

    void SetUp() override { sso.add_user("ada"); }

    [[nodiscard]] Answer shown() { return sso.as_administrator("GET", sso.settings_path); }
    [[nodiscard]] static std::string problem_of(Answer const& trial) {
        EXPECT_EQ(trial.status, 200) << trial.text;
        return trial.field("problem");
    }

    static std::unique_ptr<RealProvider> provider;
    SingleSignOnBench sso{*provider};
};

std::unique_ptr<RealProvider> SingleSignOnSettings::provider;

TEST_F(SingleSignOnSettings, IsSwitchedOnOnlyAfterATrialAndWithAWayIn) {
    EXPECT_EQ(outcome_of(sso.demand("on")), "sso_unavailable");
    EXPECT_EQ(sso.begin().answer.status, 400);
    EXPECT_EQ(sso.save().status, 200);
    EXPECT_EQ(outcome_of(sso.demand("required")), "sso_not_tried");
    auto const trial = sso.try_as("ada");
    ASSERT_EQ(trial.status, 200) << trial.text;
    EXPECT_TRUE(trial.json.at("succeeded").as_bool()) << trial.text;
    EXPECT_EQ(trial.field("account"), "ada");
    EXPECT_NE(trial.text.find(R"({"name":"email","value":"ada@example.com"})"), std::string::npos)
        << trial.text;
    EXPECT_EQ(outcome_of(sso.demand("on")), "sso_way_in_needed");
    EXPECT_EQ(sso.begin().answer.status, 400);
    sso.set_up_totp();
    EXPECT_EQ(outcome_of(sso.demand("required")), "ok");
    EXPECT_EQ(shown().field("demand"), "required");
    EXPECT_EQ(sso.begin().answer.status, 200);
}

TEST_F(SingleSignOnSettings, TheWayInKeepsItsOneTimePasswords) {
    sso.switch_on("on");
    auto const remove = [&] {
        return sso.as_administrator("DELETE", totp_path,
                                    R"({"pwd":")" + sso.bench.ours.admin_password.reveal() +
                                        R"(","totp":")" +
                                        sso.bench.totp_of(sso.bench.ours.admin_account, 1) + "\"}");
    };
    EXPECT_EQ(outcome_of(remove()), "sso_way_in_needed");
    // An operator may, for a lost phone: then they are set up first of all.
    EXPECT_TRUE(sso.bench.services->second_factor.reset(sso.bench.ours.admin_account).ok());
    auto const begun = sso.sign_in_by_password(sso.bench.ours.admin_account,
                                               sso.bench.ours.admin_password.reveal());
    ASSERT_EQ(begun.status, 200) << begun.text;
    EXPECT_TRUE(begun.json.at("mustEnrolTotp").as_bool());
    EXPECT_FALSE(shown().json.at("wayInReady").as_bool());
    EXPECT_EQ(outcome_of(sso.demand("off")), "ok");
}

TEST_F(SingleSignOnSettings, AnyDifferenceAsksForAnotherTrial) {
    sso.switch_on("required");
    // The same again changes nothing.
    EXPECT_EQ(sso.save().field("demand"), "required");
    for (auto const& changed : std::vector<boost::json::object>{
             {{"claim", "sub"}},
             {{"matchedBy", "thirdAccount"}},
             {{"secondFactor", "mfa"}},
             {{"redirectUri", "https://other.example.com/console/sso"}},
             {{"clientId", "es256"}}}) {
        auto const saved = sso.save(changed);
        EXPECT_EQ(saved.field("demand"), "off") << saved.text;
        EXPECT_EQ(saved.number("triedAt"), 0);
        EXPECT_EQ(outcome_of(sso.demand("on")), "sso_not_tried");
        EXPECT_EQ(sso.save().status, 200);
        EXPECT_TRUE(sso.try_as("ada").json.at("succeeded").as_bool());
        EXPECT_EQ(outcome_of(sso.demand("on")), "ok");
    }
}

TEST_F(SingleSignOnSettings, ATrialThatSettingsOvertookCountsForNothing) {
    EXPECT_EQ(sso.save().status, 200);
    auto const begun = sso.begin_trial();
    auto const answer = sso.answer_of(begun, "ada");
    EXPECT_EQ(sso.save({{"claim", "sub"}}).status, 200);
    EXPECT_EQ(outcome_of(sso.as_administrator("PUT", sso.trial_path, answer, begun.cookie)),
              "sso_unavailable");
    EXPECT_EQ(shown().number("triedAt"), 0);
}

TEST_F(SingleSignOnSettings, ATrialIsOfWhoBeganItAndSignsNobodyIn) {
    EXPECT_EQ(sso.save().status, 200);
    auto const begun = sso.begin_trial();
    auto const answer = sso.answer_of(begun, "ada");
    // Neither a sign-in nor another enterprise's.
    EXPECT_EQ(outcome_of(sso.finish(begun, answer)), "sso_refused");
    auto const theirs = sso.bench.send_as(sso.bench.admin_token(sso.bench.theirs), "PUT",
                                          sso.trial_path, answer, begun.cookie);
    EXPECT_EQ(outcome_of(theirs), "sso_refused");
    auto const ended = sso.as_administrator("PUT", sso.trial_path, answer, begun.cookie);
    EXPECT_EQ(problem_of(ended), "") << ended.text;
    EXPECT_EQ(ended.header("Set-Cookie").find("__Host-roomkey-session"), std::string::npos);
    EXPECT_EQ(outcome_of(sso.as_administrator("PUT", sso.trial_path, answer, begun.cookie)),
              "sso_refused");
}

TEST_F(SingleSignOnSettings, ATrialSaysWhatWentWrong) {
    EXPECT_EQ(sso.save().status, 200);
    EXPECT_EQ(problem_of(sso.try_as("nobody")), "nobody_matches");
    sso.add_user("mallory");
    EXPECT_EQ(problem_of(sso.try_as("mallory")), "email_unverified");
    sso.add_user("bob");
    EXPECT_TRUE(sso.bench.services->users.set_disabled("bob", true).ok());
    EXPECT_EQ(problem_of(sso.try_as("bob")), "account_disabled");
    EXPECT_EQ(sso.save({{"claim", "oid"}}).status, 200);
    EXPECT_EQ(problem_of(sso.try_as("ada")), "claim_missing");
    EXPECT_EQ(sso.save({{"clientId", "basic"}, {"clientAuth", "basic"}, {"clientSecret", "wrong"}})
                  .status,
              200);
    auto const refused = sso.try_as("ada");
    EXPECT_EQ(problem_of(refused), "answer_refused");
    EXPECT_EQ(refused.field("detail"), "the token endpoint answered with HTTP 401, invalid_client");
    EXPECT_EQ(shown().number("triedAt"), 0);
}

TEST_F(SingleSignOnSettings, TheSecretIsSealedShownToNobodyAndStaysWithItsProvider) {
    boost::json::object const client{{"clientId", "basic"},
                                     {"clientAuth", "basic"},
                                     {"clientSecret", RealProvider::basic_secret}};
    auto const saved = sso.save(client);
    EXPECT_EQ(saved.status, 200) << saved.text;
    EXPECT_TRUE(saved.json.at("hasSecret").as_bool());
    EXPECT_EQ(saved.text.find(RealProvider::basic_secret), std::string::npos);
    EXPECT_TRUE(sso.try_as("ada").json.at("succeeded").as_bool());
    auto const stored =
        sso.bench.store->read([&](Reader& reader) { return find_sso_provider(reader, sso.corp); })
            .value();
    std::string const sealed(stored->sealed_secret.begin(), stored->sealed_secret.end());
    EXPECT_EQ(sealed.find(RealProvider::basic_secret), std::string::npos);

    // It stays if it is not named, but not with another provider or client.
    auto kept = client;
    kept["clientSecret"] = nullptr;
    kept["claim"] = "sub";
    EXPECT_TRUE(sso.save(kept).json.at("hasSecret").as_bool());
    kept["clientAuth"] = "post";
    EXPECT_TRUE(sso.save(kept).json.at("hasSecret").as_bool());
    for (auto const& [name, value] : boost::json::object{{"issuer", "https://evil.example.com"},
                                                         {"clientId", "post"},
                                                         {"clientAuth", "none"}}) {
        EXPECT_TRUE(sso.save(client).json.at("hasSecret").as_bool());
        auto moved = kept;
        moved[name] = value;
        EXPECT_FALSE(sso.save(moved).json.at("hasSecret").as_bool()) << name;
        EXPECT_FALSE(sso.save(kept).json.at("hasSecret").as_bool()) << name;
    }
}

TEST_F(SingleSignOnSettings, NobodyComesToHaveAnothersEmailWhileItGoesByEmails) {
    std::string const members = "/v1/usg/dcs/corp/member";
    auto const tried = [&](char const* method, std::string const& rest, std::string const& body) {
        auto const answer = sso.as_administrator(method, members + rest, body);
        return answer.status == 200 ? "ok" : answer.field("error_msg");
    };
    auto const given = [&](std::string const& email) {
        return tried("PUT", "/bob", R"({"email":")" + email + "\"}");
    };
    auto const added = [&](std::string const& name, std::string const& status) {
        return tried("POST", "",
                     R"({"name":"x","account":")" + name +
                         R"(","email":"ada@Example.com","sendNotify":"0","status":)" + status +
                         '}');
    };
    sso.add_user("bob");
    // Off: as ever, and who had it before keeps it.
    EXPECT_EQ(given("ADA@example.com"), "ok");
    EXPECT_EQ(given("bob@example.com"), "ok");
    sso.switch_on("on");
    auto const refused = given("ADA@example.com");
    EXPECT_NE(refused.find("email"), std::string::npos) << refused;
    EXPECT_NE(refused, "ok");
    EXPECT_EQ(given("bobby@example.com"), "ok");
    EXPECT_EQ(tried("PUT", "/ada", R"({"email":"ada@example.COM"})"), "ok");
    EXPECT_EQ(added("eve", "0"), refused);
    auto const draft = sso.as_administrator(
        "POST", "/v1/roomkey/jobs",
        R"({"kind":"create-users","csv":"name,email\nEve,ada@example.com\nYu,yu@example.com\n"})");
    EXPECT_EQ(draft.number("invalid"), 1) << draft.text;
    EXPECT_EQ(draft.number("ready"), 1);
    auto const invited = tried("POST", "/add", R"({"name":"x","contact":"ada@example.com"})");
    EXPECT_EQ(invited, "ok");  // Known already: nobody is added.
    // One who is disabled is in nobody's way, until enabled.
    EXPECT_EQ(added("eve", "1"), "ok");
    EXPECT_EQ(tried("PUT", "/status/0", R"(["eve"])"), refused);
    EXPECT_EQ(tried("PUT", "/eve", R"({"status":0})"), refused);
    auto const enabling = sso.as_administrator("POST", "/v1/roomkey/jobs",
                                               R"({"kind":"enable","csv":"account\neve\nbob\n"})");
    EXPECT_EQ(enabling.number("invalid"), 1) << enabling.text;
    EXPECT_EQ(enabling.number("ready"), 1);
    EXPECT_EQ(outcome_of(sso.sign_in_as("ada")), "ok");
    EXPECT_EQ(tried("PUT", "/status/1", R"(["ada"])"), "ok");
    EXPECT_EQ(tried("PUT", "/status/0", R"(["eve"])"), "ok");
    EXPECT_EQ(tried("PUT", "/status/0", R"(["ada"])"), refused);
    // Terminals are nobody to the provider, and by account emails do not matter.
    CreateCodeRequest room;
    room.device_name = "Hall";
    room.contacts.email = "ada@example.com";
    EXPECT_TRUE(sso.bench.services->codes.create(room, operator_of(sso.corp)).ok());
    EXPECT_EQ(tried("PUT", "/status/1", R"(["eve"])"), "ok");
    EXPECT_EQ(tried("PUT", "/status/0", R"(["ada"])"), "ok");
    sso.add_user("carol");
    EXPECT_EQ(given("carol@example.com"), refused);
    EXPECT_EQ(sso.save({{"claim", "sub"}, {"matchedBy", "account"}}).status, 200);
    EXPECT_TRUE(sso.try_as("ada").json.at("succeeded").as_bool());
    EXPECT_EQ(outcome_of(sso.demand("on")), "ok");
    EXPECT_EQ(given("carol@example.com"), "ok");
}

TEST_F(SingleSignOnSettings, EachEnterpriseHasItsOwn) {
    sso.switch_on("on");
    auto const theirs =
        sso.bench.send_as(sso.bench.admin_token(sso.bench.theirs), "GET", sso.settings_path);
    EXPECT_EQ(theirs.field("issuer"), "");
    EXPECT_EQ(theirs.field("demand"), "off");
    // What cannot be begun looks the same, whatever the reason.
    auto const of_theirs = sso.bench.send(
        "POST", sso.sign_in_path, R"({"corpId":")" + sso.bench.theirs.corp_id.value + "\"}");
    auto const of_nobody = sso.bench.send("POST", sso.sign_in_path, R"({"corpId":"100000000"})");
    EXPECT_EQ(outcome_of(of_theirs), "sso_unavailable");
    EXPECT_EQ(of_theirs.text, of_nobody.text);
    EXPECT_EQ(outcome_of(sso.as_administrator("DELETE", sso.settings_path)), "ok");
    EXPECT_EQ(shown().field("demand"), "off");
    EXPECT_EQ(shown().field("issuer"), "");
    EXPECT_EQ(sso.begin().answer.status, 400);
}

}  // namespace
}  // namespace roomkey
