#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "tests/api/second_factor_bench.hpp"

namespace roomkey {
namespace {

using std::chrono::seconds;

class SecondFactors : public SecondFactorBench {
protected:
    void demand(bool is_required) {
        CorpChange change;
        change.requires_totp = is_required;
        ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    }
};

TEST_F(SecondFactors, AreSetUpInTwoSteps) {
    EXPECT_EQ(reason(confirm("000000")), "totp_not_begun");
    auto const first = send(cookie, "POST", totp_path);
    ASSERT_EQ(first.status, 200) << first.text;
    auto const secret = first.field("secret");
    EXPECT_EQ(secret.size(), 32U);
    EXPECT_EQ(first.field("uri"), "otpauth://totp/roomkey:ann%40ours?secret=" + secret +
                                      "&issuer=roomkey&algorithm=SHA1&digits=6&period=30");
    auto const code = bench.totp_of("ann@ours");
    // Another key takes the place of one that was not confirmed.
    EXPECT_NE(send(cookie, "POST", totp_path).field("secret"), secret);
    auto const wrong = confirm(code);
    EXPECT_EQ(reason(wrong), "invalid_parameter");
    EXPECT_NE(wrong.text.find("totp 错误（应为 验证器应用显示的下一个数字）"), std::string::npos)
        << wrong.text;
    EXPECT_EQ(last_audit(), "ann@ours confirm_totp  invalid_parameter");
    EXPECT_FALSE(is_enabled());
    EXPECT_EQ(begin("ann@ours", own_password).status, 200);

    EXPECT_EQ(confirm(bench.totp_of("ann@ours")).status, 200);
    EXPECT_EQ(last_audit(), "ann@ours confirm_totp ann@ours ok");
    EXPECT_TRUE(is_enabled());
    EXPECT_EQ(reason(send(cookie, "POST", totp_path)), "totp_enrolled");
    EXPECT_EQ(reason(confirm(bench.totp_of("ann@ours", 1))), "totp_enrolled");
}

TEST_F(SecondFactors, AreAskedForBesideThePassword) {
    enrol();
    auto const without = begin("ann@ours", own_password);
    EXPECT_EQ(without.status, 401);
    EXPECT_EQ(reason(without), "totp_needed");
    EXPECT_EQ(without.header("Set-Cookie"), "");
    EXPECT_EQ(reason(sign_in_with(bench.totp_of("ann@ours", 1), "not-the-password")),
              "credentials_wrong");
    // The code of the setup was accepted then; the next one is, a step ahead of the clock, and
    // once.
    EXPECT_EQ(reason(sign_in_with(bench.totp_of("ann@ours"))), "totp_wrong");
    auto const next = bench.totp_of("ann@ours", 1);
    EXPECT_EQ(sign_in_with(next).status, 200);
    EXPECT_EQ(reason(sign_in_with(next)), "totp_wrong");
    bench.clock.advance(seconds{60});
    EXPECT_EQ(reason(sign_in_with(next)), "totp_wrong");
    EXPECT_EQ(reason(sign_in_with(bench.totp_of("ann@ours", -2))), "totp_wrong");
    EXPECT_EQ(sign_in_with(bench.totp_of("ann@ours")).status, 200);
    // The vendor's clients know none.
    EXPECT_EQ(sign_in("ann@ours", own_password).status, 200);
}

TEST_F(SecondFactors, CountLikeWrongPasswords) {
    enrol();
    EXPECT_EQ(reason(sign_in_with("00000")), "totp_wrong");
    EXPECT_EQ(last_audit(), " sign_in_refused ann@ours totp_wrong");
    bench.clock.advance(seconds{30});
    EXPECT_EQ(sign_in_with(bench.totp_of("ann@ours", 1)).status, 200);
    bench.clock.advance(seconds{60});
    for (int i = 0; i < 7; ++i) EXPECT_EQ(reason(begin("ann@ours", own_password)), "totp_needed");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(reason(sign_in_with("000000")), "totp_wrong");
    auto const locked = sign_in_with(bench.totp_of("ann@ours", 1));
    EXPECT_EQ(locked.status, 423);
    EXPECT_EQ(locked.header("Retry-After"), "60");
    bench.clock.advance(seconds{60});
    EXPECT_EQ(sign_in_with(bench.totp_of("ann@ours")).status, 200);
}

TEST_F(SecondFactors, AreRemovedWithBothFactors) {
    // A key that was not confirmed, or none, needs no code.
    EXPECT_EQ(send(cookie, "POST", totp_path).status, 200);
    EXPECT_EQ(remove(own_password).status, 200);
    EXPECT_EQ(remove(own_password).status, 200);
    EXPECT_EQ(reason(confirm("000000")), "totp_not_begun");
    enrol();
    EXPECT_EQ(reason(remove("not-the-password", bench.totp_of("ann@ours", 1))),
              "old_password_wrong");
    // The password alone opens nothing more than a sign-in without the code.
    for (auto const& code : {std::string(), bench.totp_of("ann@ours")}) {
        EXPECT_EQ(reason(remove(own_password, code)), "invalid_parameter") << code;
        EXPECT_EQ(last_audit(), "ann@ours remove_totp  invalid_parameter");
    }
    auto const by_password = sign_in("ann@ours", own_password).field("accessToken");
    EXPECT_EQ(reason(bench.send_as(by_password, "DELETE", totp_path, with("pwd", own_password))),
              "invalid_parameter");
    EXPECT_TRUE(is_enabled());
    EXPECT_EQ(remove(own_password, bench.totp_of("ann@ours", 1)).status, 200);
    EXPECT_EQ(last_audit(), "ann@ours remove_totp ann@ours ok");
    EXPECT_FALSE(is_enabled());
    EXPECT_EQ(begin("ann@ours", own_password).status, 200);
}

TEST_F(SecondFactors, AreNotGuessedByRemovingThem) {
    enrol();
    for (int i = 0; i < 7; ++i) EXPECT_EQ(remove(own_password).status, 400);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(remove("not-the-password").status, 400);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(remove(own_password, "000000").status, 400);
    EXPECT_EQ(remove(own_password, bench.totp_of("ann@ours", 1)).status, 423);
    EXPECT_TRUE(is_enabled());
}

TEST_F(SecondFactors, AreDemandedByAnEnterprise) {
    demand(true);
    EXPECT_TRUE(show_session(cookie).json.at("mustEnrolTotp").as_bool());
    for (auto const& target : {my_info, sessions_path}) {
        EXPECT_EQ(reason(send(cookie, "GET", target)), "totp_enrolment_needed") << target;
    }
    EXPECT_EQ(reason(remove(own_password)), "totp_enrolment_needed");
    // Tokens as before.
    EXPECT_EQ(bench.send_as(token, "GET", my_info).status, 200);
    EXPECT_FALSE(bench.send_as(token, "GET", session_path).json.at("mustEnrolTotp").as_bool());
    enrol();
    EXPECT_EQ(send(cookie, "GET", my_info).status, 200);
    EXPECT_FALSE(show_session(cookie).json.at("mustEnrolTotp").as_bool());
    EXPECT_EQ(remove(own_password, bench.totp_of("ann@ours", 1)).status, 200);
    EXPECT_EQ(reason(send(cookie, "GET", my_info)), "totp_enrolment_needed");
    demand(false);
    EXPECT_EQ(send(cookie, "GET", my_info).status, 200);
}

TEST_F(SecondFactors, ComeAfterAPasswordOfOnesOwn) {
    demand(true);
    auto const initial = bench.ours.admin_password.reveal();
    auto const admin = begun(bench.ours.admin_account, initial);
    EXPECT_EQ(reason(send(admin, "GET", my_info)), "password_change_needed");
    EXPECT_EQ(reason(send(admin, "POST", totp_path)), "password_change_needed");
    EXPECT_EQ(send(admin, "PUT", "/v1/usg/acs/password",
                   password_change(bench.ours.admin_account, initial, own_password))
                  .status,
              200);
    EXPECT_EQ(reason(send(admin, "GET", my_info)), "totp_enrolment_needed");
    EXPECT_EQ(send(admin, "POST", totp_path).status, 200);
    EXPECT_EQ(send(admin, "DELETE", session_path).status, 200);
}

TEST_F(SecondFactors, AreCountedOnPastASignInByPasswordAlone) {
    enrol();
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(reason(sign_in_with("000000")), "totp_wrong");
        EXPECT_EQ(sign_in("ann@ours", own_password).status, 200);
    }
    EXPECT_EQ(reason(sign_in_with("000000")), "totp_wrong");
    EXPECT_EQ(sign_in_with(bench.totp_of("ann@ours", 1)).status, 423);
}

TEST_F(SecondFactors, OpenOneSessionHoweverManyBringThemAtOnce) {
    enrol();
    BeginSessionRequest const request{"ann@ours", Secret(own_password),
                                      Secret(bench.totp_of("ann@ours", 1))};
    std::atomic<int> begun = 0;
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> holders;
        for (int i = 0; i < 4; ++i) {
            holders.emplace_back([&] {
                auto const outcome = bench.services->sessions.begin(
                    request, {"request", "198.51.100.1", Language::en_us});
                if (outcome.ok()) ++begun;
                if (!outcome.ok() && outcome.error().code == ErrorCode::totp_wrong) ++refused;
            });
        }
    }
    EXPECT_EQ(begun, 1);
    EXPECT_EQ(refused, 3);
}

TEST_F(SecondFactors, OutliveAPasswordThatAnotherChose) {
    enrol();
    auto const made = bench.services->user_passwords.set("ann@ours", Secret("Chosen-by-1"));
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(reason(begin("ann@ours", "Chosen-by-1")), "totp_needed");
    EXPECT_EQ(sign_in_with(bench.totp_of("ann@ours", 1), "Chosen-by-1").status, 200);
}

TEST_F(SecondFactors, AreOfNoUseToADisabledUserAndKeptForAnEnabledOne) {
    enrol();
    auto const code = bench.totp_of("ann@ours", 1);
    ASSERT_TRUE(bench.services->users.set_disabled("ann@ours", true).ok());
    EXPECT_EQ(reason(sign_in_with(code)), "account_disabled");
    ASSERT_TRUE(bench.services->users.set_disabled("ann@ours", false).ok());
    EXPECT_EQ(reason(begin("ann@ours", own_password)), "totp_needed");
    // Refused before it was taken.
    EXPECT_EQ(sign_in_with(code).status, 200);
}

TEST_F(SecondFactors, EndWithTheirUser) {
    enrol();
    auto const code = bench.totp_of("ann@ours", 1);
    ASSERT_TRUE(bench.services->users.remove("ann@ours").ok());
    EXPECT_EQ(reason(sign_in_with(code)), "credentials_wrong");
    add("ann@ours", R"(,"pwd":"Change-me-1","sendNotify":"0")");
    EXPECT_EQ(begin("ann@ours", "Change-me-1").status, 200);
}

TEST_F(SecondFactors, AreDemandedByAnAdministrator) {
    auto const admin = bench.admin_token(bench.ours);
    auto const corp = std::string("/v1/usg/dcs/corp");
    EXPECT_EQ(bench.send_as(admin, "PUT", corp, R"({"totpRequired":true})").status, 200);
    EXPECT_TRUE(bench.send_as(admin, "GET", corp).json.at("totpRequired").as_bool());
    EXPECT_EQ(reason(send(cookie, "GET", my_info)), "totp_enrolment_needed");
    // Nobody else's enterprise.
    auto const other = bench.admin_token(bench.theirs);
    EXPECT_FALSE(bench.send_as(other, "GET", corp).json.at("totpRequired").as_bool());
    EXPECT_EQ(bench.send_as(admin, "PUT", corp, R"({"totpRequired":null})").status, 200);
    EXPECT_TRUE(bench.send_as(admin, "GET", corp).json.at("totpRequired").as_bool());
    EXPECT_EQ(bench.send_as(admin, "PUT", corp, R"({"totpRequired":false})").status, 200);
    EXPECT_EQ(send(cookie, "GET", my_info).status, 200);
}

TEST_F(SecondFactors, AreForgottenByTheOperatorForALostPhone) {
    enrol();
    EXPECT_FALSE(bench.services->second_factor.reset("nobody").ok());
    ASSERT_TRUE(bench.services->second_factor.reset("ann@ours").ok());
    EXPECT_EQ(last_audit(), "operator reset_totp ann@ours ok");
    EXPECT_EQ(begin("ann@ours", own_password).status, 200);
    EXPECT_EQ(send(cookie, "POST", totp_path).status, 200);
}

}  // namespace
}  // namespace roomkey
