#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "storage/sql/sign_in_failures.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* account_path = "/v1/usg/acs/auth/account";

std::string basic(std::string const& account, std::string const& password) {
    return "Basic " + to_base64(account + ":" + password);
}

/// The same database, where something comes between a read and the write after it.
class OvertakenStore : public Store {
public:
    explicit OvertakenStore(Store& inner) : inner_(inner) {}

    Status check() override { return inner_.check(); }
    Result<ForeignChanges> take_foreign_changes() override { return inner_.take_foreign_changes(); }

    /// Runs once, before the next write.
    std::function<Status(Transaction&)> overtaking;

protected:
    Status run_read(ReadWork const& work) override { return inner_.read(work); }
    Status run_write(WriteWork const& work) override {
        if (auto const first = std::exchange(overtaking, nullptr)) TRY(inner_.write(first));
        return inner_.write(work);
    }

private:
    Store& inner_;
};

class AccountSignIn : public testing::Test {
protected:
    Answer sign_in(std::string const& name, std::string const& secret,
                   std::string const& rest = "") {
        return bench.send("POST", account_path,
                          R"({"account":")" + name + R"(","clientType":72)" + rest + "}",
                          {{"Authorization", basic(name, secret)}});
    }

    ApiBench bench;
    std::string account = bench.ours.admin_account;
    std::string password = bench.ours.admin_password.reveal();
};

TEST_F(AccountSignIn, AnswersATokenOrOnlyChecks) {
    auto const answer = sign_in(account, password);
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(bench.send_as(answer.field("accessToken"), "GET", "/v1/usg/dcs/corp/member").status,
              200);
    auto const checked = sign_in(account, password, R"(,"createTokenType":1)");
    EXPECT_EQ(checked.status, 200);
    EXPECT_EQ(checked.field("accessToken"), "");
}

TEST_F(AccountSignIn, RefusesWrongAndUnknownAlike) {
    auto const wrong = sign_in(account, "not-the-password");
    auto const unknown = sign_in("nobody@nowhere", "not-the-password");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.error_code(), "USG.206010000");
    EXPECT_EQ(wrong.text, unknown.text);
    auto const mismatch = bench.send("POST", account_path, R"({"account":"other","clientType":72})",
                                     {{"Authorization", basic(account, password)}});
    EXPECT_EQ(mismatch.error_code(), "USG.000000003");
    EXPECT_EQ(bench.send("POST", account_path, R"({"account":"a","clientType":72})").status, 401);
}

TEST_F(AccountSignIn, LocksANameAtTheFifthWrongPassword) {
    for (std::string const& name : {account, std::string("nobody@nowhere")}) {
        for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in(name, "wrong-password").status, 401);
        auto const locked = sign_in(name, password);
        EXPECT_EQ(locked.status, 423);
        EXPECT_EQ(locked.error_code(), "USG.206030015");
        EXPECT_EQ(locked.header("Retry-After"), "60");
    }
    bench.clock.advance(std::chrono::seconds{60} - Duration{1});
    EXPECT_EQ(sign_in(account, password).status, 423);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(sign_in(account, password).status, 200);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(sign_in(account, "wrong-password").status, 401);
    EXPECT_EQ(sign_in(account, password).status, 200);
}

TEST_F(AccountSignIn, IsLockedAlsoByWrongPasswordsOfOtherNodesMeanwhile) {
    OvertakenStore overtaken(*bench.store);
    bench.restart_over(overtaken);
    for (auto const* rest : {"", R"(,"createTokenType":1)"}) {
        overtaken.overtaking = [&](Transaction& tx) {
            auto const now = bench.clock.now();
            return save_sign_in_failures(tx, {account, bench.source},
                                         {5, 0, now + std::chrono::seconds{60}, now});
        };
        auto const locked = sign_in(account, password, rest);
        EXPECT_EQ(locked.status, 423) << locked.text;
        EXPECT_EQ(locked.header("Retry-After"), "60");
        bench.clock.advance(std::chrono::seconds{60});
    }
    EXPECT_EQ(sign_in(account, password).status, 200);
    bench.restart_over(*bench.store);
}

TEST_F(AccountSignIn, TellsADisabledAccountOnlyToThoseWhoKnowThePassword) {
    NewUser request;
    request.account = "colleague@ours";
    request.is_administrator = true;
    auto const colleague =
        bench.services->users.create(request, operator_of(bench.ours.corp_id)).value();
    auto const token = sign_in("colleague@ours", colleague.password.reveal()).field("accessToken");
    ASSERT_TRUE(bench.services->users.set_disabled("colleague@ours", true).ok());
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member").status, 401);
    EXPECT_EQ(sign_in("colleague@ours", "wrong-password").status, 401);
    // However often: a right password is not a guess.
    for (int i = 0; i < 6; ++i) {
        auto const disabled = sign_in("colleague@ours", colleague.password.reveal());
        EXPECT_EQ(disabled.status, 412);
        EXPECT_EQ(disabled.error_code(), "USG.206010007");
    }
}

}  // namespace
}  // namespace roomkey
