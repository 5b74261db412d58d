#include "storage/sql/sign_in_failures.hpp"
#include "tests/api/second_factor_bench.hpp"

// How many one-time passwords can be tried by those who know the password, and that trying them
// locks nobody out.
namespace roomkey {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class GuessedTotp : public SecondFactorBench {
protected:
    GuessedTotp() { enrol(); }

    Answer sign_in_at(std::string const& source, std::string const& code) {
        bench.source = source;
        return sign_in_with(code);
    }
    /// Wrong ones, each from another network.
    void guess(int count) {
        for (int i = 0; i < count; ++i) {
            ++strangers;
            auto const source = "198.51." + std::to_string(strangers) + ".7";
            EXPECT_EQ(reason(sign_in_at(source, "000000")), "totp_wrong") << i;
        }
    }
    /// The right one of this moment, which was not used yet.
    std::string right() { return bench.totp_of("ann@ours", 1); }

    static void expect_locked(Answer const& answer, std::string const& retry_after) {
        EXPECT_EQ(answer.status, 423) << answer.text;
        EXPECT_EQ(answer.header("Retry-After"), retry_after);
    }

    std::string const office = "192.0.2.1";
    std::string const elsewhere = "203.0.113.9";
    int strangers = 0;
};

TEST_F(GuessedTotp, WaitFromTheFifthWrongOneOn) {
    guess(4);
    // Tokens need none, however many come: none of them is forgiven by one.
    EXPECT_EQ(sign_in("ann@ours", own_password).status, 200);
    guess(1);
    EXPECT_EQ(bench.audit()[1].operation, "account_locked");
    EXPECT_EQ(bench.audit()[1].detail, "for 10 s, one-time passwords from new sources");
    expect_locked(sign_in_at(elsewhere, right()), "10");
    EXPECT_EQ(last_audit(), " sign_in_refused ann@ours account_locked");
    bench.clock.advance(seconds{10} - Duration{1});
    expect_locked(sign_in_at(elsewhere, right()), "1");
    bench.clock.advance(Duration{1});
    EXPECT_EQ(sign_in_at(elsewhere, right()).status, 200);
}

TEST_F(GuessedTotp, DoNotHideWhereThePasswordWasRight) {
    bench.source = office;
    ASSERT_EQ(sign_in("ann@ours", own_password).status, 200);
    for (int i = 0; i < 10; ++i) {
        bench.source = "198.52." + std::to_string(i) + ".7";
        sign_in("ann@ours", "wrong-password");
    }
    bench.source = office;
    EXPECT_EQ(sign_in("ann@ours", own_password).status, 200);
    bench.source = elsewhere;
    expect_locked(sign_in("ann@ours", own_password), "10");
}

TEST_F(GuessedTotp, WaitLongerAndLongerWhateverElseHappens) {
    EXPECT_EQ(sign_in_at(office, right()).status, 200);
    guess(5);
    for (int const pause : {10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600}) {
        bench.clock.advance(seconds{pause} - Duration{1});
        expect_locked(sign_in_at(elsewhere, right()), "1");
        // The owner is at a network that is known, and changes nothing for strangers.
        if (pause > 30) {
            EXPECT_EQ(sign_in_at(office, right()).status, 200);
        }
        bench.clock.advance(Duration{1});
        guess(1);
    }
    bench.clock.advance(hours{24});
    guess(4);
    EXPECT_EQ(sign_in_at(elsewhere, right()).status, 200);
}

TEST_F(GuessedTotp, AreCountedByThemselvesWhereRightOnesWereUsed) {
    EXPECT_EQ(sign_in_at(office, right()).status, 200);
    bench.clock.advance(seconds{60});
    for (int i = 0; i < 5; ++i) EXPECT_EQ(reason(sign_in_at(office, "000000")), "totp_wrong");
    EXPECT_EQ(sign_in_at(elsewhere, right()).status, 200);
    // The name is locked there for 60 s, like by wrong passwords; then the pause goes on.
    bench.clock.advance(seconds{60});
    EXPECT_EQ(reason(sign_in_at(office, "000000")), "totp_wrong");
    expect_locked(sign_in_at(office, right()), "20");
    bench.clock.advance(seconds{20});
    EXPECT_EQ(sign_in_at(office, right()).status, 200);
}

TEST_F(GuessedTotp, AreStrangersWhereOnlyThePasswordWasUsed) {
    // Ann signed in here, before she had a second factor.
    auto const home = bench.source;
    guess(5);
    expect_locked(sign_in_at(home, right()), "10");
}

TEST_F(GuessedTotp, AreCountedAlsoWhereTheyRemoveTheSecondFactor) {
    guess(4);
    bench.source = elsewhere;
    EXPECT_EQ(reason(remove(own_password, "000000")), "invalid_parameter");
    EXPECT_EQ(last_audit(), "ann@ours remove_totp  invalid_parameter");
    auto const locked = remove(own_password, right());
    expect_locked(locked, "10");
    EXPECT_TRUE(is_enabled());
    bench.clock.advance(seconds{10});
    EXPECT_EQ(remove(own_password, right()).status, 200);
    // Another key starts over.
    enrol();
    guess(4);
    EXPECT_EQ(sign_in_at(elsewhere, right()).status, 200);
}

TEST_F(GuessedTotp, AreNotForgivenByAnAdministratorsReset) {
    ASSERT_EQ(bench
                  .send_as(bench.admin_token(bench.ours), "PUT", "/v1/usg/dcs/corp/member/ann@ours",
                           R"({"email":"ann@b.example"})")
                  .status,
              200);
    guess(5);
    auto const reset =
        bench.send_as(bench.admin_token(bench.ours), "PUT", "/v1/usg/acs/password/admin/reset",
                      R"({"account":"ann@ours"})");
    ASSERT_EQ(reset.status, 200) << reset.text;
    auto const key = totp_key("ann@ours", "");
    auto const count = [&] {
        return bench.store->read([&](Reader& reader) { return find_sign_in_failures(reader, key); })
            .value()
            .count;
    };
    EXPECT_EQ(count(), 5);
    ASSERT_TRUE(bench.services->user_passwords.set("ann@ours", Secret(own_password)).ok());
    EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace roomkey
