#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "tests/api/single_sign_on_bench.hpp"

namespace roomkey {
namespace {

class SingleSignOnScenario : public ::testing::Test {
protected:
    static void SetUpTestSuite() { provider = std::make_unique<RealProvider>(); }
    static void TearDownTestSuite() { provider.reset(); }

    void SetUp() override {
        for (auto const* const name : {"ada", "bob"}) passwords_.push_back(sso.add_user(name));
    }

    [[nodiscard]] std::string own_totp(int later) {
        return sso.bench.totp_of(sso.bench.ours.admin_account, later);
    }

    static std::unique_ptr<RealProvider> provider;
    SingleSignOnBench sso{*provider};
    std::vector<std::string> passwords_;
};

std::unique_ptr<RealProvider> SingleSignOnScenario::provider;

TEST_F(SingleSignOnScenario, WhoTheProviderKnowsIsSignedIn) {
    sso.switch_on("on");
    auto const answer = sso.sign_in_as("ada");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.field("account"), "ada");
    // Not the password that somebody else chose: it is not what the user signs in with.
    EXPECT_FALSE(answer.json.at("mustChangePassword").as_bool());
    auto const shown = sso.bench.send("GET", "/v1/roomkey/session", "", session_in(answer));
    EXPECT_EQ(shown.field("account"), "ada") << shown.text;
    auto const audit = sso.bench.audit();
    EXPECT_TRUE(std::any_of(audit.begin(), audit.end(), [](AuditEntry const& entry) {
        return entry.operation == "finish_single_sign_on" && entry.account == "ada" &&
               entry.outcome == "ok";
    }));
    // The password goes on working, too.
    EXPECT_EQ(outcome_of(sso.sign_in_by_password("ada", passwords_[0])), "ok");
}

TEST_F(SingleSignOnScenario, RequiredItRefusesPasswordsOfAllButTheWayIn) {
    sso.switch_on("required");
    auto const& admin = sso.bench.ours.admin_account;
    auto const pwd = sso.bench.ours.admin_password.reveal();
    EXPECT_EQ(outcome_of(sso.sign_in_by_password("ada", passwords_[0])), "sso_required");
    // Only who knows the password is told.
    EXPECT_EQ(outcome_of(sso.sign_in_by_password("ada", "wrong")), "credentials_wrong");
    EXPECT_EQ(outcome_of(sso.sign_in_by_password(admin, pwd)), "totp_needed");
    EXPECT_EQ(outcome_of(sso.sign_in_by_password(admin, pwd, own_totp(1))), "ok");
    // The vendor's clients go on as before.
    auto const token =
        sso.bench.send("POST", "/v1/usg/acs/auth/account", R"({"account":"ada","clientType":72})",
                       {{"Authorization", "Basic " + to_base64("ada:" + passwords_[0])}});
    EXPECT_EQ(token.status, 200) << token.text;
    EXPECT_EQ(outcome_of(sso.sign_in_as("ada")), "ok");
    EXPECT_EQ(outcome_of(sso.demand("off")), "ok");
    EXPECT_EQ(outcome_of(sso.sign_in_by_password("ada", passwords_[0])), "ok");
}

TEST_F(SingleSignOnScenario, AnAnswerCountsOnceAndInItsOwnBrowser) {
    sso.switch_on("on");
    auto const begun = sso.begin();
    auto const answer = sso.answer_of(begun, "ada");
    auto const other = sso.begin();
    EXPECT_EQ(outcome_of(sso.bench.send("PUT", SingleSignOnBench::sign_in_path, answer)),
              "sso_refused");
    EXPECT_EQ(outcome_of(sso.finish(other, answer)), "sso_refused");
    auto tampered = begun;
    auto& cookie = tampered.cookie[0].value;
    cookie[cookie.size() / 2] = cookie[cookie.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_EQ(outcome_of(sso.finish(tampered, answer)), "sso_refused");
    EXPECT_EQ(outcome_of(sso.finish(begun, answer)), "ok");
    EXPECT_EQ(outcome_of(sso.finish(begun, answer)), "sso_refused");
}

TEST_F(SingleSignOnScenario, ASignInHasTenMinutes) {
    sso.switch_on("on");
    auto const in_time = sso.begin();
    auto const late = sso.begin();
    auto const answer = sso.answer_of(in_time, "ada");
    auto const late_answer = sso.answer_of(late, "ada");
    sso.bench.clock.advance(sso_flow_validity - std::chrono::milliseconds{1});
    EXPECT_EQ(outcome_of(sso.finish(in_time, answer)), "ok");
    sso.bench.clock.advance(std::chrono::milliseconds{1});
    EXPECT_EQ(outcome_of(sso.finish(late, late_answer)), "sso_refused");
}

TEST_F(SingleSignOnScenario, AnAnswerOfAnotherIssuerIsRefused) {
    sso.switch_on("on");
    auto const begun = sso.begin();
    auto const mixed_up = sso.answer_of(begun, "ada", {{"iss", "https://evil.example.com"}});
    EXPECT_EQ(outcome_of(sso.finish(begun, mixed_up)), "sso_refused");
    auto const other = sso.begin();
    EXPECT_EQ(outcome_of(sso.finish(other, sso.answer_of(other, "ada", {{"iss", nullptr}}))),
              "sso_refused");
    auto const wrong_code = sso.begin();
    EXPECT_EQ(
        outcome_of(sso.finish(wrong_code, sso.answer_of(wrong_code, "ada", {{"code", "made-up"}}))),
        "sso_refused");
}

TEST_F(SingleSignOnScenario, OnlyOneEnabledUserOfTheEnterpriseIsMeant) {
    sso.switch_on("on");
    // Unknown here; known elsewhere; without a verified email; disabled.
    EXPECT_EQ(outcome_of(sso.sign_in_as("nobody")), "sso_refused");
    NewUser stranger;
    stranger.account = "stranger";
    EXPECT_TRUE(
        sso.bench.services->users.create(stranger, operator_of(sso.bench.theirs.corp_id)).ok());
    EXPECT_EQ(outcome_of(sso.sign_in_as("stranger")), "sso_refused");
    sso.add_user("mallory");
    EXPECT_EQ(outcome_of(sso.sign_in_as("mallory")), "sso_refused");
    EXPECT_TRUE(sso.bench.services->users.set_disabled("bob", true).ok());
    EXPECT_EQ(outcome_of(sso.sign_in_as("bob")), "account_disabled");
    auto const audit = sso.bench.audit();
    EXPECT_TRUE(std::any_of(audit.begin(), audit.end(), [&](AuditEntry const& entry) {
        return entry.operation == "sign_in_refused" && entry.outcome == "sso_refused" &&
               entry.detail == "nobody_matches" && entry.account.empty() &&
               entry.corp_id == sso.corp;
    }));
}

TEST_F(SingleSignOnScenario, FailuresAreCountedOfTheirSource) {
    sso.switch_on("on");
    for (int i = 0; i < 5; ++i) {
        auto const begun = sso.begin();
        auto const answer = sso.answer_of(begun, "ada", {{"code", "made-up"}});
        EXPECT_EQ(outcome_of(sso.finish(begun, answer)), "sso_refused");
    }
    EXPECT_EQ(outcome_of(sso.sign_in_as("ada")), "account_locked");
    sso.bench.source = "198.51.100.7";
    EXPECT_EQ(outcome_of(sso.sign_in_as("ada")), "ok");
}

TEST_F(SingleSignOnScenario, ColleaguesWithoutAnAccountLockNobodyOut) {
    sso.switch_on("on");
    for (int i = 0; i < 31; ++i) EXPECT_EQ(outcome_of(sso.sign_in_as("nobody")), "sso_refused");
    EXPECT_EQ(outcome_of(sso.sign_in_as("ada")), "ok");
}

TEST_F(SingleSignOnScenario, TheOneTimePasswordIsAskedForHere) {
    sso.switch_on("on", {{"claim", "preferred_username"}, {"matchedBy", "thirdAccount"}});
    EXPECT_EQ(outcome_of(sso.sign_in_as("bob")), "ok");
    auto const token =
        sso.bench
            .send("POST", "/v1/usg/acs/auth/account", R"({"account":"ada","clientType":72})",
                  {{"Authorization", "Basic " + to_base64("ada:" + passwords_[0])}})
            .field("accessToken");
    constexpr char const* path = "/v1/roomkey/session/totp";
    EXPECT_EQ(sso.bench.send_as(token, "POST", path).status, 200);
    auto const first = sso.bench.totp_of("ada");
    EXPECT_EQ(sso.bench.send_as(token, "PUT", path, R"({"totp":")" + first + "\"}").status, 200);

    auto const begun = sso.begin();
    EXPECT_EQ(outcome_of(sso.confirm(begun, "123456")), "sso_refused");
    EXPECT_EQ(outcome_of(sso.finish(begun, sso.answer_of(begun, "ada"))), "totp_needed");
    // One that was used before.
    EXPECT_EQ(outcome_of(sso.confirm(begun, first)), "totp_wrong");
    auto const second = sso.bench.totp_of("ada", 1);
    auto const other = sso.begin();
    EXPECT_EQ(outcome_of(sso.confirm(other, second)), "sso_refused");
    // Counted together, from whatever network and with whatever sign-in.
    for (auto const* const source : {"198.51.1.7", "198.51.2.7", "198.51.3.7", "198.51.4.7"}) {
        sso.bench.source = source;
        EXPECT_EQ(outcome_of(sso.confirm(begun, "000000")), "totp_wrong");
    }
    EXPECT_EQ(outcome_of(sso.confirm(begun, second)), "account_locked");
    sso.bench.clock.advance(std::chrono::seconds{10});
    EXPECT_EQ(outcome_of(sso.confirm(begun, second)), "ok");
    EXPECT_EQ(outcome_of(sso.confirm(begun, second)), "sso_refused");
}

TEST_F(SingleSignOnScenario, AnEnterpriseThatDemandsASecondFactorHasItSetUp) {
    sso.switch_on("on");
    CorpChange demanding;
    demanding.requires_totp = true;
    EXPECT_TRUE(sso.bench.services->corps.update(sso.corp, demanding).ok());
    auto const answer = sso.sign_in_as("ada");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_TRUE(answer.json.at("mustEnrolTotp").as_bool());
}

TEST_F(SingleSignOnScenario, TheProviderMayHaveCheckedTheSecondFactor) {
    RealProvider const with_factor(R"(,"amr":["pwd","mfa"])");
    SingleSignOnBench other(with_factor);
    other.add_user("ada");
    other.switch_on("required", {{"secondFactor", "mfa"}});
    CorpChange demanding;
    demanding.requires_totp = true;
    EXPECT_TRUE(other.bench.services->corps.update(other.corp, demanding).ok());
    auto const answer = other.sign_in_as("ada");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_FALSE(answer.json.at("mustEnrolTotp").as_bool());
    // Another word does not count.
    EXPECT_EQ(other.save({{"secondFactor", "hwk"}}).status, 200);
    EXPECT_TRUE(other.try_as("ada").json.at("succeeded").as_bool());
    EXPECT_EQ(outcome_of(other.demand("on")), "ok");
    EXPECT_TRUE(other.sign_in_as("ada").json.at("mustEnrolTotp").as_bool());
}

TEST_F(SingleSignOnScenario, WhenTheProviderIsDownTheDefaultAdministratorGetsIn) {
    RealProvider mortal;
    SingleSignOnBench other(mortal);
    other.add_user("ada");
    other.switch_on("required");
    auto const begun = other.begin();
    auto const answer = other.answer_of(begun, "ada");
    mortal.stop();
    EXPECT_EQ(outcome_of(other.finish(begun, answer)), "unavailable");
    auto const& admin = other.bench.ours.admin_account;
    auto const pwd = other.bench.ours.admin_password.reveal();
    EXPECT_EQ(outcome_of(other.sign_in_by_password(admin, pwd)), "totp_needed");
    EXPECT_EQ(outcome_of(other.sign_in_by_password(admin, pwd, other.bench.totp_of(admin, 1))),
              "ok");
}

}  // namespace
}  // namespace roomkey
