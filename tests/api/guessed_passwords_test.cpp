#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/api/api_bench.hpp"

// How many passwords can be tried, and that trying them locks nobody out.
namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class GuessedPasswords : public testing::Test {
protected:
    Answer sign_in(std::string const& source, std::string const& name, std::string const& secret) {
        bench.source = source;
        return bench.send("POST", "/v1/usg/acs/auth/account",
                          R"({"account":")" + name + R"(","clientType":72})",
                          {{"Authorization", "Basic " + to_base64(name + ":" + secret)}});
    }

    void expect_locked(Answer const& answer, std::string const& retry_after) {
        EXPECT_EQ(answer.status, 423) << answer.text;
        EXPECT_EQ(answer.error_code(), "USG.206030015");
        EXPECT_EQ(answer.header("Retry-After"), retry_after);
    }

    static std::string stranger(int i) { return "198.51.100." + std::to_string(i); }

    /// Wrong passwords of `name`, each from another source.
    void guess_from_everywhere(std::string const& name, int count) {
        for (int i = 0; i < count; ++i) {
            EXPECT_EQ(sign_in(stranger(i), name, "wrong-password").status, 401) << i;
        }
    }

    ApiBench bench;
    std::string account = bench.ours.admin_account;
    std::string password = bench.ours.admin_password.reveal();
    std::string const office = "192.0.2.1";
    std::string const elsewhere = "203.0.113.9";
};

TEST_F(GuessedPasswords, LockANameOnlyForTheSourceThatTriedThem) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in(stranger(1), account, "wrong").status, 401);
    expect_locked(sign_in(stranger(1), account, password), "60");
    EXPECT_EQ(sign_in(stranger(2), account, password).status, 200);
    EXPECT_EQ(sign_in(stranger(1), "nobody@nowhere", "wrong").status, 401);
    // Four of five do not lock, and a right one begins again.
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 4; ++i) EXPECT_EQ(sign_in(office, account, "wrong").status, 401);
        EXPECT_EQ(sign_in(office, account, password).status, 200);
    }
}

TEST_F(GuessedPasswords, DoNotLockAnAdministratorOutOfAKnownSource) {
    ASSERT_EQ(sign_in(office, account, password).status, 200);
    guess_from_everywhere(account, 10);
    for (int i = 0; i < 100; ++i) sign_in(stranger(i), account, "wrong-password");
    EXPECT_EQ(sign_in(office, account, password).status, 200);
    EXPECT_EQ(sign_in(office, account, "wrong-password").status, 401);
    EXPECT_EQ(sign_in(office, account, password).status, 200);
    // A source of IPv6 is a /64, and another one is another.
    bench.clock.advance(seconds{10});
    ASSERT_EQ(sign_in("2001:db8:0:7::1", account, password).status, 200);
    guess_from_everywhere(account, 1);
    EXPECT_EQ(sign_in("2001:db8:0:7:ffff::2", account, password).status, 200);
    expect_locked(sign_in("2001:db8:0:8::1", account, password), "10");
}

TEST_F(GuessedPasswords, SlowANameForAllSourcesThatItNeverSignedInFrom) {
    std::string texts[2];
    for (auto const& [name, text] :
         {std::pair{account, &texts[0]}, {"nobody@nowhere", &texts[1]}}) {
        guess_from_everywhere(name, 10);
        auto const eleventh = sign_in(elsewhere, name, password);
        expect_locked(eleventh, "10");
        *text = eleventh.text;
        bench.clock.advance(seconds{10} - Duration{1});
        expect_locked(sign_in(elsewhere, name, password), "1");
        bench.clock.advance(Duration{1});
        EXPECT_EQ(sign_in(stranger(100), name, "wrong-password").status, 401);
        expect_locked(sign_in(stranger(101), name, "wrong-password"), "10");
        bench.clock.advance(seconds{10});
    }
    EXPECT_EQ(texts[0], texts[1]);
    EXPECT_EQ(sign_in(elsewhere, account, password).status, 200);
    EXPECT_EQ(sign_in(stranger(102), account, "wrong-password").status, 401);
    // It is known there from now on.
    EXPECT_EQ(sign_in(elsewhere, account, password).status, 200);
}

TEST_F(GuessedPasswords, ForgetASourceThatWasNotUsedForAMonth) {
    ASSERT_EQ(sign_in(office, account, password).status, 200);
    bench.clock.advance(sign_in_source_kept);
    guess_from_everywhere(account, 10);
    EXPECT_EQ(sign_in(office, account, password).status, 200);
    bench.clock.advance(sign_in_source_kept + Duration{1});
    guess_from_everywhere(account, 10);
    expect_locked(sign_in(office, account, password), "10");
}

TEST_F(GuessedPasswords, LockTheirSourceWhateverTheNames) {
    ASSERT_EQ(sign_in(office, account, password).status, 200);
    for (auto const* const source : {"192.0.2.1", "2001:db8:0:7::1", "198.51.100.7"}) {
        for (int i = 0; i < 30; ++i) {
            auto const name = "user" + std::to_string(i) + "@nowhere";
            EXPECT_EQ(sign_in(source, name, "wrong-password").status, 401) << i;
        }
        expect_locked(sign_in(source, account, password), "300");
        expect_locked(sign_in(source, "user30@nowhere", "wrong-password"), "300");
    }
    expect_locked(sign_in("2001:db8:0:7:8::1", account, password), "300");
    EXPECT_EQ(sign_in("2001:db8:0:8::1", account, password).status, 200);
    bench.clock.advance(minutes{5} - Duration{1});
    expect_locked(sign_in(office, account, password), "1");
    bench.clock.advance(Duration{1});
    EXPECT_EQ(sign_in(office, account, password).status, 200);
}

TEST_F(GuessedPasswords, DoNotCountWhereTheyAreRight) {
    for (int i = 0; i < 29; ++i) {
        EXPECT_EQ(sign_in(office, "user" + std::to_string(i), "wrong-password").status, 401);
    }
    for (int i = 0; i < 40; ++i) EXPECT_EQ(sign_in(office, account, password).status, 200);
    EXPECT_EQ(sign_in(office, "user29", "wrong-password").status, 401);
    expect_locked(sign_in(office, account, password), "300");
}

TEST_F(GuessedPasswords, AreForgivenWhenTheOperatorSetsANewOne) {
    guess_from_everywhere(account, 10);
    for (int round = 0; round < 5; ++round) {
        bench.clock.advance(seconds{10});
        EXPECT_EQ(sign_in(office, account, "wrong-password").status, 401);
    }
    expect_locked(sign_in(office, account, password), "60");
    auto const fresh = bench.services->user_passwords.set(account, std::nullopt).value();
    EXPECT_EQ(sign_in(office, account, fresh.reveal()).status, 200);
    EXPECT_EQ(sign_in(elsewhere, account, fresh.reveal()).status, 200);
}

TEST_F(GuessedPasswords, AreNoMoreThanPermittedHoweverManyAreTriedAtOnce) {
    TokenRequest request;
    request.account = account;
    request.authorization = "Basic " + to_base64(account + ":wrong-password");
    std::atomic<int> tried = 0;
    std::atomic<int> refused = 0;
    auto const guess = [&] {
        auto const outcome =
            bench.services->create_token.run(request, {"request", stranger(1), Language::en_us});
        if (outcome.ok()) return;
        if (outcome.error().code == ErrorCode::credentials_wrong) ++tried;
        // Until all five are known to be wrong, another one waits for them.
        bool const is_refused = outcome.error().code == ErrorCode::account_locked ||
                                outcome.error().code == ErrorCode::unavailable;
        if (is_refused) ++refused;
    };
    {
        std::vector<std::jthread> guessers;
        for (int i = 0; i < 16; ++i) guessers.emplace_back(guess);
    }
    EXPECT_EQ(tried, 5);
    EXPECT_EQ(refused, 11);
}

}  // namespace
}  // namespace roomkey
